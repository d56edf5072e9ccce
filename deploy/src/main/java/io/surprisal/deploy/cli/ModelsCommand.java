package io.surprisal.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code models}: what stands on the models topic, and which of it counts. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description =
                "Shows the versions on the models topic, compares them, and says which of them counts from when on."
                        + " Running detectors follow without a restart.",
        subcommands = {
            ModelsListCommand.class,
            ModelsShowCommand.class,
            ModelsDiffCommand.class,
            ModelsCompareCommand.class,
            ModelsPromoteCommand.class,
            ModelsRollbackCommand.class,
            ModelsVerifyCommand.class,
            ModelsGcCommand.class,
            ModelsBackupCommand.class,
            ModelsRestoreCommand.class,
            ModelsKeygenCommand.class
        },
        footer = {
            "",
            "A version never changes. An alias, champion or challenger, is a schedule of versions by event time: promote and",
            "rollback append to it, so that an event of the past still finds the version that counted for it.",
            "",
            "Examples:",
            "  surprisal models list",
            "  surprisal models diff champion challenger",
            "  surprisal models compare                              champion and challenger on the same live rows",
            "  surprisal models promote challenger --gate-data history/",
            "  surprisal models rollback --from now --why 'too many calls'"
        })
final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "models: which command? " + String.join(", ", spec.subcommands().keySet()));
    }
}
