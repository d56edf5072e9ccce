package io.surprisal.deploy.cli;

import io.surprisal.avro.Maintenance;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code maintenance list}: one line for each window. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the announced windows, those that are over too, and what is wrong with refused ones.",
        footer = {"", "Examples:", "  surprisal maintenance list"})
final class MaintenanceListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        ModelsTopicContent content = ClusterOptions.models(cluster.cluster());
        PrintWriter out = spec.commandLine().getOut();
        print(out, "name", "pattern", "from", "until", "why");
        content.maintenance().forEach((id, window) -> {
            print(out, id, window.getPattern(), window.getFromEventTime().toString(), until(window), why(window));
            content.maintenanceFault(id).ifPresent(fault -> out.println("refused maintenance/" + id + ": " + fault));
        });
        out.flush();
        return 0;
    }

    private static String until(Maintenance window) {
        return window.getUntilEventTime() == null
                ? "removed"
                : window.getUntilEventTime().toString();
    }

    private static String why(Maintenance window) {
        return window.getWhy() + (window.getBy().isEmpty() ? "" : "  (" + window.getBy() + ')');
    }

    private static void print(PrintWriter out, String id, String pattern, String from, String until, String why) {
        out.println(String.format(Locale.ROOT, "%-20s  %-24s  %-24s  %-24s  %s", id, pattern, from, until, why)
                .stripTrailing());
    }
}
