package io.surprisal.deploy.cli;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.deploy.replay.FolderReplay;
import io.surprisal.deploy.replay.ReplayReport;
import io.surprisal.deploy.replay.ReplayedAlert;
import io.surprisal.deploy.replay.TopicReplay;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.recognition.Recognition;
import io.surprisal.schemas.TopicRole;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.topology.output.AlertReplay;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.weights.ModelFit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code replay}: history through any version, beside what was raised. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs history through a version and shows what it raises beside what was raised: a range of the"
                + " observations topic, series in files, or one alert from its evidence. Changes nothing.",
        footer = {
            "",
            "A topic is read by the detector's settings (--config or --set features=...) and under the policies of the",
            "models topic. Each series begins with nothing known: --warm-up says from how long before --since its state is",
            "made, so that only differences between versions are left. Files are read as 'evaluate' reads them.",
            "",
            "Examples:",
            "  surprisal replay --through default/3 --since 2026-11-20T00:00:00Z --warm-up 7d --config detector.properties",
            "  surprisal replay --through bundled --data history/ --raised scores/",
            "  surprisal replay --alert observations-3-41207                       its score again, bit for bit",
            "  surprisal replay --alert observations-3-41207 --through default/3   what another version says of it"
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--through",
            paramLabel = "MODEL",
            description = "The version: " + VersionArgument.ANY + ". The last two need no topic.")
    private @Nullable String through;

    @Option(names = "--model", paramLabel = "FILE", description = "The version, from a model file.")
    private @Nullable Path model;

    @Option(names = "--alert", paramLabel = "ALERT", description = "One alert by its alertId, from its evidence.")
    private @Nullable String alert;

    @Option(names = "--data", paramLabel = "DIR", description = "Series in files, in place of a topic.")
    private @Nullable Path data;

    @Option(
            names = "--raised",
            paramLabel = "DIR",
            description = "With --data: scores of the same series, as 'evaluate' and 'demo --out' write them.")
    private @Nullable Path raised;

    @Option(
            names = "--from-topic",
            paramLabel = "TOPIC",
            description = "The topic of observations; else that of the settings.")
    private @Nullable String topic;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = EventTime.class,
            description = "First event time: beginning (the default), ISO-8601 or epoch milliseconds.")
    private Instant since = Instant.EPOCH;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = EventTime.class,
            description = "First event time after: ISO-8601 or epoch milliseconds; else the topic's end.")
    private Instant until = Instant.MAX;

    @Option(
            names = "--warm-up",
            paramLabel = "SPAN",
            converter = Span.class,
            description = "How long before --since reading begins, such as 7d; else not at all.")
    private Duration warmUp = Duration.ZERO;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws IOException {
        requireSense();
        if (alert != null) {
            return replayAlert(alert);
        }
        ReplayReport report = data == null ? topic() : new FolderReplay(data, raised).run(model(cluster.cluster()));
        print(spec.commandLine().getOut(), report);
        return 0;
    }

    private void requireSense() {
        if (through != null && model != null) {
            throw new ParameterException(spec.commandLine(), "--through and --model both say the version: give one");
        }
        if (alert == null && through == null && model == null) {
            throw new ParameterException(
                    spec.commandLine(), "which version? --through NAME/VERSION or --model FILE; --alert needs none");
        }
        if (alert != null && (data != null || topic != null)) {
            throw new ParameterException(spec.commandLine(), "--alert goes without --data and --from-topic");
        }
        if (data != null && topic != null) {
            throw new ParameterException(spec.commandLine(), "--data and --from-topic contradict each other");
        }
        if (raised != null && data == null) {
            throw new ParameterException(spec.commandLine(), "--raised goes with --data");
        }
    }

    private ModelSnapshot model(DetectorSettings settings) throws IOException {
        if (through != null) {
            VersionArgument versions = new VersionArgument(settings, () -> ClusterOptions.models(settings));
            return ModelCodec.fromFile(versions.load(through));
        }
        return ModelCodec.fromFile(ModelFiles.read(Objects.requireNonNull(model)));
    }

    private ReplayReport topic() throws IOException {
        DetectorSettings settings = cluster.detector();
        ModelSnapshot replayed = model(settings);
        String objection = new ModelFit(
                        settings.input().featureNames(), settings.input().covariateNames())
                .objection(replayed.spec());
        if (!objection.isEmpty()) {
            throw new CommandFailedException(AlertVersion.described(replayed) + " cannot be replayed: " + objection);
        }
        String from = topic == null ? settings.topics().name(TopicRole.OBSERVATIONS) : topic;
        return new TopicReplay(
                        settings,
                        ClusterOptions.clients(settings),
                        ClusterOptions.topics(settings),
                        ClusterOptions.models(settings).appliedPolicies())
                .run(replayed, new TopicReplay.Range(from, since, until, warmUp));
    }

    private int replayAlert(String alertId) throws IOException {
        DetectorSettings settings = cluster.cluster();
        AlertEvidence evidence = AlertReplays.evidence(alertId, settings);
        ModelSnapshot by = through == null ? AlertVersion.of(evidence, model, settings) : model(settings);
        AlertReplay replay = AlertReplays.replay(evidence, by);
        PrintWriter out = spec.commandLine().getOut();
        out.println("alert     " + alertId + " of series " + evidence.getSeries() + " at " + evidence.getEventTime());
        out.println("raised    score " + evidence.getScore() + " by " + evidence.getModelName() + "/"
                + evidence.getModelVersion());
        out.println("replayed  score " + replay.verdict().score() + " by " + AlertVersion.described(by) + ", "
                + (replay.verdict().alert() ? "alert" : "no alert"));
        Recognition recognition = replay.verdict().explanation().recognizedAs();
        if (recognition.isAsked()) {
            out.println("named     " + recognition.kind() + ", probability " + recognition.probability());
        }
        boolean same = by.identity().sha256().equals(evidence.getModelSha256());
        if (same) {
            out.println("the same  " + (replay.isReproduced() ? "bit for bit" : "no"));
        }
        out.flush();
        if (same && !replay.isReproduced()) {
            throw new CommandFailedException("the alert is not reproduced" + AlertReplays.release(evidence));
        }
        return 0;
    }

    private static void print(PrintWriter out, ReplayReport report) {
        List<ReplayReport.Row> alerts = report.alerts();
        for (ReplayReport.Row row : alerts) {
            ReplayedAlert any = row.replayed() == null ? row.raised() : row.replayed();
            if (any != null) {
                out.println(String.format(
                        Locale.ROOT,
                        "%-13s  %s  %s  raised %s  replayed %s  %s%s",
                        row.isBoth() ? "both" : row.raised() == null ? "only replayed" : "only raised",
                        any.eventTime(),
                        any.series(),
                        score(row.raised()),
                        score(row.replayed()),
                        any.id(),
                        any.recognizedAs().isEmpty() ? "" : "  " + any.recognizedAs()));
            }
        }
        long both = alerts.stream().filter(ReplayReport.Row::isBoth).count();
        long now = alerts.stream().filter(row -> row.replayed() != null).count();
        long then = alerts.stream().filter(row -> row.raised() != null).count();
        out.println("rows " + report.rows() + " of " + report.series() + " series, " + report.scored() + " scored");
        out.println("alerts raised " + then + ", replayed " + now + ", both " + both);
        out.flush();
    }

    private static String score(@Nullable ReplayedAlert alert) {
        return alert == null ? "  -  " : String.format(Locale.ROOT, "%.3f", alert.score());
    }
}
