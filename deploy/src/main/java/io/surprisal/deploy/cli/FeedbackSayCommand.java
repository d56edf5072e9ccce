package io.surprisal.deploy.cli;

import io.surprisal.avro.FeedbackKind;
import io.surprisal.deploy.incident.IncidentTopics;
import io.surprisal.topology.feedback.FeedbackWriter;
import io.surprisal.topology.feedback.Word;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedback say}: writes to the topic of feedback. */
@Command(
        name = "say",
        mixinStandardHelpOptions = true,
        description = "Says something of an incident; of several judgements the last one counts.",
        footer = {
            "",
            "Examples:",
            "  surprisal feedback say true-alarm observations-2-2664 --why 'disk full'",
            "  surprisal feedback say withdrawn observations-2-2664        takes a judgement back"
        })
final class FeedbackSayCommand implements Callable<Integer> {

    /** What can be said. */
    enum Verdict {
        /** Somebody looks after it. */
        ACKNOWLEDGED,
        /** Nothing was wrong. */
        FALSE_ALARM,
        /** Something was wrong. */
        TRUE_ALARM,
        /** The judgement is taken back. */
        WITHDRAWN;

        FeedbackKind kind() {
            return FeedbackKind.valueOf(name());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "WORD", description = "One of ${COMPLETION-CANDIDATES}.")
    private Verdict verdict = Verdict.ACKNOWLEDGED;

    @Parameters(index = "1", paramLabel = "INCIDENT", description = "As 'incidents list' shows it.")
    private String incidentId = "";

    @Option(
            names = "--pattern",
            paramLabel = "PATTERN",
            description =
                    "Series keys whose thresholds a judgement moves, * for any characters; else the incident's alone.")
    private @Nullable String pattern;

    @Option(names = "--by", paramLabel = "NAME", description = "Who says so; else the name of the user.")
    private String by = System.getProperty("user.name", "");

    @Option(names = "--why", paramLabel = "TEXT", description = "Why.")
    private String why = "";

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        Word word = word();
        DetectorSettings settings = cluster.cluster();
        IncidentTopics content = IncidentsListCommand.topics(settings);
        new FeedbackWriter(
                        ClusterOptions.clients(settings),
                        ClusterOptions.topics(settings).feedback())
                .write(word.about(IncidentsShowCommand.require(content, incidentId), Instant.now()));
        PrintWriter out = spec.commandLine().getOut();
        out.println("said of " + incidentId + ": " + verdict);
        out.flush();
        return 0;
    }

    private Word word() {
        try {
            return new Word(verdict.kind(), pattern, by, why);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
