package io.surprisal.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code models}: what stands on the models topic. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Shows the models topic.",
        subcommands = {ModelsListCommand.class, ModelsShowCommand.class},
        footer = {"", "Examples:", "  surprisal models list", "  surprisal models show default"})
final class ModelsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "models: which command? list or show");
    }
}
