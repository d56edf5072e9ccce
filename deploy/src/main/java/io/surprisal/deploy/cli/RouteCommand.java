package io.surprisal.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code route}: which model scores which series, while detectors run. */
@Command(
        name = "route",
        mixinStandardHelpOptions = true,
        description = "Says which model scores which series; what no route names is scored by model.name. Running"
                + " detectors follow at once.",
        subcommands = {RouteSetCommand.class, RouteListCommand.class, RouteShowCommand.class, RouteRemoveCommand.class},
        footer = {
            "",
            "Examples:",
            "  surprisal route set 'web-*' latency        the champion of the model 'latency' scores them",
            "  surprisal route show web-1",
            "  surprisal route list"
        })
final class RouteCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "route: which command? set, list, show or remove");
    }
}
