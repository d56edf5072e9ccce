package io.surprisal.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code incidents}: what has opened and closed. */
@Command(
        name = "incidents",
        mixinStandardHelpOptions = true,
        description = "Shows incidents: alerts that belong together, and series that have fallen silent.",
        subcommands = {IncidentsListCommand.class, IncidentsShowCommand.class},
        footer = {"", "Examples:", "  surprisal incidents list --open", "  surprisal incidents show observations-2-2664"
        })
final class IncidentsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "incidents: which command? list or show");
    }
}
