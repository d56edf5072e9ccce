package io.surprisal.deploy.cli;

import io.surprisal.deploy.rules.RuleChange;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
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

/** {@code route remove}: a pattern counts as not there from now on. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description =
                "Ends the route of a pattern for events from a time on, entries that are still to come among them;"
                        + " the next longest pattern then decides, and at last model.name.",
        footer = {
            "",
            "Examples:",
            "  surprisal route remove 'web-*' --why 'the default does better'",
            "  surprisal route remove 'web-*' --forget       with all its past, a broken record too"
        })
final class RouteRemoveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATTERN", description = "The pattern as 'route list' shows it.")
    private String pattern = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = EventTime.class,
            description = "First event time without it: now (the default), beginning, ISO-8601 or epoch milliseconds.")
    private @Nullable Instant from;

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept in the schedule.")
    private String why = "";

    @Option(names = "--forget", description = "Delete the record: it holds for no event any more, old ones neither.")
    private boolean forget;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        PolicySetCommand.requirePattern(spec, pattern);
        if (forget && from != null) {
            throw new ParameterException(
                    spec.commandLine(), "--forget and --from contradict each other: what is forgotten never held");
        }
        DetectorSettings settings = cluster.cluster();
        PrintWriter out = spec.commandLine().getOut();
        if (forget) {
            requireDone(RouteSetCommand.publisher(settings).forget(pattern));
            out.println("forgot '" + pattern + "'");
        } else {
            Instant end = from == null ? EventTime.now() : from;
            requireDone(RouteSetCommand.publisher(settings)
                    .apply(new RuleChange<>(pattern, "", end, from != null, System.getProperty("user.name", ""), why)));
            out.println("removed '" + pattern + "', for events from " + end + " on");
        }
        out.flush();
        return 0;
    }

    private void requireDone(boolean changed) {
        if (!changed) {
            throw new CommandFailedException("there is no route '" + pattern
                    + "' that has not ended; 'surprisal route list' shows what there is");
        }
    }
}
