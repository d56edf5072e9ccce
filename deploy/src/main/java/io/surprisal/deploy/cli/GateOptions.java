package io.surprisal.deploy.cli;

import io.surprisal.deploy.history.TopicHistory;
import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.gate.Gate;
import io.surprisal.trainer.train.history.HistorySource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a new champion is compared with the old one on, and whether that decides. */
final class GateOptions {

    @Option(
            names = "--gate-data",
            paramLabel = "DIR",
            description = "Compare on a folder of series, as 'train --data' reads them; may be given many times.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--gate-topic",
            paramLabel = "TOPIC",
            description = "Compare on a topic of observations, read by the detector's settings.")
    private @Nullable String topic;

    @Option(
            names = "--gate-since",
            paramLabel = "TIME",
            converter = SinceTime.class,
            description = "With --gate-topic: the first record timestamp, ISO-8601 or a span before now such as 30d.")
    private Instant since = Instant.EPOCH;

    @Option(
            names = "--force",
            description =
                    "Let a champion take over that the gate refuses, or without the gate. Needs --why; both are kept.")
    private boolean force;

    boolean isForced() {
        return force;
    }

    /** Refuses force without a reason: nobody would know later why the gate was overruled. */
    static void requireReason(CommandSpec spec, GateOptions options, String why) {
        if (options.force && why.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--force needs the reason: --why TEXT");
        }
    }

    /** The gate on the data that was named. */
    Gate gate(ClusterOptions cluster) {
        List<HistorySource> histories = new ArrayList<>();
        if (topic != null) {
            DetectorSettings detector = cluster.detector();
            histories.add(new TopicHistory(detector, ClusterOptions.clients(detector), topic, since));
        }
        return new Gate(folders, histories, new TaskProgress());
    }
}
