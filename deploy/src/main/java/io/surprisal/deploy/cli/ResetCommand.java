package io.surprisal.deploy.cli;

import io.surprisal.deploy.reset.Reset;
import io.surprisal.deploy.reset.Target;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.streams.LocalStores;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reset}: back to the beginning, or to another place of the input. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description =
                "Lets an application forget its series and read its input again: from the earliest record, unless told"
                        + " otherwise. Only says what it would do, unless --execute is given. Refuses while instances run.",
        footer = {
            "",
            "What was written stays: alerts and scores are written again beside it, alerts with the same alertId. Models, policies",
            "and routes stay, and each old observation is judged by the version that its event time had. The folder of the",
            "stores (state.dir/application.id) is deleted on this machine alone: delete it on every other one.",
            "",
            "--keep-state moves in the input and forgets nothing: --to-latest --keep-state skips a backlog. Observations that",
            "the series have seen already count as late or redelivered then.",
            "",
            "Give the settings of the detector: from application.id and features follow the names of what is deleted.",
            "",
            "Examples:",
            "  surprisal reset --config detector.properties",
            "  surprisal reset --config detector.properties --execute",
            "  surprisal reset --config detector.properties --to-datetime 2026-11-01T00:00:00Z --execute",
            "  surprisal reset --config detector.properties --to-latest --keep-state --execute"
        })
final class ResetCommand implements Callable<Integer> {

    /** One of them, or none. */
    static final class Where {
        @Option(
                names = "--to-earliest",
                description = "From the first record that there is; so it is without any of these.")
        private boolean earliest;

        @Option(names = "--to-latest", description = "From what comes after this.")
        private boolean latest;

        @Option(
                names = "--to-datetime",
                paramLabel = "TIME",
                converter = SinceTime.class,
                description =
                        "From the first record whose Kafka timestamp is not before this: ISO-8601, such as 2026-11-01T00:00:00Z,"
                                + " or so long ago, such as 30d.")
        private @Nullable Instant since;
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @ArgGroup
    private @Nullable Where where;

    @Option(
            names = "--keep-state",
            description = "Forget no series, delete nothing but records under way to be repartitioned.")
    private boolean keepState;

    @Option(names = "--execute", description = "Do it; without, only say what would be done.")
    private boolean execute;

    @Override
    public Integer call() {
        Target target = target();
        DetectorSettings settings = cluster.detector();
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = Admin.create(ClusterOptions.clients(settings))) {
            Reset reset = new Reset(admin, settings, keepState);
            reset.plan(target).forEach(out::println);
            if (execute) {
                reset.execute();
            }
        }
        out.println();
        if (!execute) {
            out.println("Nothing was done; --execute does it.");
        } else if (keepState) {
            out.println("Done.");
        } else {
            out.println("Done. Delete " + LocalStores.folder(settings)
                    + " on every other machine before an instance starts there.");
        }
        out.flush();
        return 0;
    }

    private Target target() {
        if (where == null || where.earliest) {
            return new Target.Earliest();
        }
        Instant since = where.since;
        return where.latest || since == null ? new Target.Latest() : new Target.Since(since);
    }
}
