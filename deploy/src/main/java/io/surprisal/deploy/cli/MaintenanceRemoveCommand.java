package io.surprisal.deploy.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maintenance remove}: takes a window back. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description =
                "Takes a window back with its record: it holds for no event any more. To end it and keep its past,"
                        + " 'maintenance add' it again with --until.",
        footer = {"", "Examples:", "  surprisal maintenance remove db-upgrade"})
final class MaintenanceRemoveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "As 'maintenance list' shows it.")
    private String id = "";

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        if (!MaintenanceAddCommand.publisher(cluster.cluster()).remove(id)) {
            throw new CommandFailedException(
                    "there is no window '" + id + "'; 'surprisal maintenance list' shows what there is");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("removed '" + id + "'");
        out.flush();
        return 0;
    }
}
