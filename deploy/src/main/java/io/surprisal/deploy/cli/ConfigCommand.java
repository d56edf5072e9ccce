package io.surprisal.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code config}: the settings of a detector. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Checks the settings of a detector against a running cluster, or lists what can be set.",
        subcommands = {ConfigCheckCommand.class, ConfigReferenceCommand.class},
        footer = {
            "",
            "Examples:",
            "  surprisal config check --config detector.properties",
            "  surprisal config reference"
        })
final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "config: which command? check or reference");
    }
}
