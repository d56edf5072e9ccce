package io.surprisal.deploy.cli;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.ChannelScore;
import io.surprisal.model.detect.FeatureExplanation;
import io.surprisal.model.recognition.Recognition;
import io.surprisal.topology.output.AlertReplay;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: why an alert was raised, computed again from its evidence. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says why an alert was raised. It is computed again from the evidence that was written with it,"
                + " so the input may be long gone; the score must be the stored one bit for bit.",
        footer = {
            "",
            "ALERT is the alertId that the alert carries, such as observations-3-41207.",
            "Exit code 1 where evidence or model version are gone, or the score differs.",
            "",
            "Examples:",
            "  surprisal explain observations-3-41207",
            "  surprisal explain observations-3-41207 --model kept/default-2.avro"
        })
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ALERT", description = "The alertId.")
    private String alertId = "";

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The version that raised it, where the models topic has it no more.")
    private @Nullable Path model;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws IOException {
        DetectorSettings settings = cluster.cluster();
        AlertEvidence evidence = AlertReplays.evidence(alertId, settings);
        ModelSnapshot version = AlertVersion.of(evidence, model, settings);
        AlertReplay replay = AlertReplays.replay(evidence, version);
        PrintWriter out = spec.commandLine().getOut();
        print(out, replay);
        out.flush();
        if (!replay.isReproduced()) {
            throw new CommandFailedException("the alert is not reproduced: its score was " + evidence.getScore()
                    + ", now it is " + replay.verdict().score() + AlertReplays.release(evidence));
        }
        return 0;
    }

    private static void print(PrintWriter out, AlertReplay replay) {
        AlertEvidence evidence = replay.evidence();
        out.println("alert       " + evidence.getAlertId());
        out.println("series      " + evidence.getSeries());
        out.println("event time  " + evidence.getEventTime());
        out.println("model       " + AlertVersion.described(replay.model()));
        out.println("policy      "
                + (evidence.getPolicy().isEmpty() ? "usual" : PolicyDescription.settings(evidence.getPolicy())));
        out.println("score       " + replay.verdict().score() + ", threshold "
                + replay.verdict().threshold()
                + ", one normal row in "
                + String.format(Locale.ROOT, "%,.0f", 1 / replay.verdict().nominalRate()) + " scores as high");
        Recognition recognition = replay.verdict().explanation().recognizedAs();
        if (recognition.isAsked()) {
            out.println("recognized  " + recognition.kind() + ", probability " + recognition.probability());
        }
        for (ChannelScore channel : replay.verdict().explanation().channels()) {
            out.println(String.format(
                    Locale.ROOT, "  %-18s %.3f", channel.channel().name().toLowerCase(Locale.ROOT), channel.score()));
        }
        for (FeatureExplanation feature : replay.verdict().explanation().features()) {
            out.println(line(feature));
        }
        out.println("reproduced  " + (replay.isReproduced() ? "yes, bit for bit" : "no"));
    }

    private static String line(FeatureExplanation feature) {
        return String.format(
                Locale.ROOT,
                "  %s: %s, expected %.6g ± %.3g, %s, %.0f %% of the score",
                feature.feature(),
                feature.imputed() ? "missing" : String.format(Locale.ROOT, "%.6g", feature.observed()),
                feature.expected(),
                feature.spread(),
                feature.direction().name().toLowerCase(Locale.ROOT),
                100 * feature.contribution());
    }
}
