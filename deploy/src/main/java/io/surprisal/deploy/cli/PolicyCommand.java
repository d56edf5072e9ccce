package io.surprisal.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code policy}: which rows are alerts, by series, while detectors run. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description =
                "Says which rows of which series are alerts: from which score on, on which side, how far off. Running"
                        + " detectors follow at once; scores stay as they are.",
        subcommands = {
            PolicySetCommand.class,
            PolicyListCommand.class,
            PolicyShowCommand.class,
            PolicyRemoveCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  surprisal policy set 'web-*.latency' direction=above min.deviation=50",
            "  surprisal policy show web-1.latency",
            "  surprisal policy list"
        })
final class PolicyCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "policy: which command? set, list, show or remove");
    }
}
