package io.surprisal.deploy.cli;

import io.surprisal.avro.RouteEntry;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.rule.SeriesRule;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code route list}: one line for each pattern. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the routes in the order of precedence, each with what was appended last, and what is"
                + " wrong with those that detectors refuse.",
        footer = {
            "",
            "Examples:",
            "  surprisal route list",
            "  surprisal route list --history        all entries, the last 32 of each pattern"
        })
final class RouteListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--history", description = "All entries of each pattern, oldest first.")
    private boolean history;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        DetectorSettings settings = cluster.cluster();
        ModelsTopicContent content = ClusterOptions.models(settings);
        PrintWriter out = spec.commandLine().getOut();
        print(out, "pattern", "entry", "for events from", "model");
        for (SeriesRule<RouteEntry, String> rule : content.appliedRoutes().rules()) {
            List<SeriesRule.Step<RouteEntry, String>> steps = rule.steps();
            steps.subList(history ? 0 : Math.max(0, steps.size() - 1), steps.size())
                    .forEach(step -> print(
                            out,
                            rule.pattern().text(),
                            Long.toString(step.entry().getEpoch()),
                            step.entry().getFromEventTime().toString(),
                            (step.ends() ? "ended" : step.value()) + "  (" + origin(step.entry()) + ")"));
        }
        content.routes()
                .keySet()
                .forEach(pattern -> content.routeFault(pattern)
                        .ifPresent(fault -> out.println("refused route/" + pattern + ": " + fault)));
        out.flush();
        return 0;
    }

    /** Who appended an entry, when and why. */
    static String origin(RouteEntry entry) {
        return "since " + entry.getSince() + (entry.getBy().isEmpty() ? "" : " by " + entry.getBy())
                + (entry.getWhy().isEmpty() ? "" : ": " + entry.getWhy());
    }

    private static void print(PrintWriter out, String pattern, String entry, String from, String model) {
        out.println(String.format(Locale.ROOT, "%-24s  %5s  %-24s  %s", pattern, entry, from, model));
    }
}
