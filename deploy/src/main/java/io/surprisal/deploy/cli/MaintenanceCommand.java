package io.surprisal.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code maintenance}: announced stretches of time in which series raise no alert. */
@Command(
        name = "maintenance",
        mixinStandardHelpOptions = true,
        description =
                "Announces stretches of event time in which series behave unusually. Their rows are scored, but raise no"
                        + " alert and open no incident; running detectors follow at once.",
        subcommands = {MaintenanceAddCommand.class, MaintenanceListCommand.class, MaintenanceRemoveCommand.class},
        footer = {
            "",
            "Examples:",
            "  surprisal maintenance add db-upgrade 'db-*' --from now --for 2h --why 'upgrade to 17'",
            "  surprisal maintenance list",
            "  surprisal maintenance remove db-upgrade"
        })
final class MaintenanceCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "maintenance: which command? add, list or remove");
    }
}
