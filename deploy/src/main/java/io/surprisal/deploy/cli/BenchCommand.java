package io.surprisal.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: what a model is worth, without labelled incidents. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures a model where no labels are needed, and whether anything is lost when detectors die.",
        subcommands = {
            BenchInjectionCommand.class,
            BenchCalibrationCommand.class,
            BenchForecastCommand.class,
            BenchGateCommand.class,
            BenchEnduranceCommand.class
        },
        footer = {"", "Examples:", "  surprisal bench calibration --data my-series     does a score mean what it says?"
        })
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "bench: which command? one of those below");
    }
}
