package io.surprisal.deploy.cli;

import io.surprisal.avro.Maintenance;
import io.surprisal.deploy.rules.MaintenancePublisher;
import io.surprisal.schemas.maintenance.MaintenanceWindow;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maintenance add}: announces a window, or changes it. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description =
                "Announces a window, in the place of one of the same name. What the series show in it is scored and"
                        + " learnt from as ever; rows that stand out are learnt from less, as in any incident.",
        footer = {
            "",
            "Examples:",
            "  surprisal maintenance add db-upgrade 'db-*' --for 2h --why 'upgrade to 17'",
            "  surprisal maintenance add sale 'shop.*' --from 2026-11-27T00:00:00Z --until 2026-11-28T00:00:00Z",
            "  surprisal maintenance add broken-sensor hall-3.temperature        until it is removed"
        })
final class MaintenanceAddCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "Letters, digits, dots, dashes and underscores.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "PATTERN", description = "Series keys; * stands for any characters.")
    private String pattern = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = EventTime.class,
            description = "First event time in it: now (the default), beginning, ISO-8601 or epoch milliseconds.")
    private @Nullable Instant from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = EventTime.class,
            description = "First event time after it; without it and --for it lasts until it is removed.")
    private @Nullable Instant until;

    @Option(names = "--for", paramLabel = "DURATION", converter = Span.class, description = "How long, such as 90m.")
    private @Nullable Duration length;

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept with it.")
    private String why = "";

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        if (until != null && length != null) {
            throw new ParameterException(spec.commandLine(), "--until and --for say the same: give one");
        }
        Instant begin = from == null ? EventTime.now() : from;
        Instant end = length == null ? until : begin.plus(length);
        Maintenance window = Maintenance.newBuilder()
                .setPattern(pattern)
                .setFromEventTime(begin)
                .setUntilEventTime(end)
                .setSince(EventTime.now())
                .setBy(System.getProperty("user.name", ""))
                .setWhy(why)
                .build();
        check(window);
        DetectorSettings settings = cluster.cluster();
        publisher(settings).announce(id, window);
        PrintWriter out = spec.commandLine().getOut();
        out.println("announced '" + id + "' of '" + pattern + "', for events from " + begin
                + (end == null ? " on, until it is removed" : " until " + end));
        out.flush();
        return 0;
    }

    private void check(Maintenance window) {
        try {
            MaintenanceWindow.of(new ModelsTopicKey.Maintenance(id).id(), window);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    static MaintenancePublisher publisher(DetectorSettings settings) {
        return new MaintenancePublisher(
                ClusterOptions.clients(settings),
                ClusterOptions.topics(settings).models());
    }
}
