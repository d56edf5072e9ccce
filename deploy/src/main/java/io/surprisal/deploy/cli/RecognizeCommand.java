package io.surprisal.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code recognize}: names for kinds of incident. */
@Command(
        name = "recognize",
        mixinStandardHelpOptions = true,
        description = "Teaches a model to name the kind of incident that an alert belongs to. Alerts then carry"
                + " 'recognizedAs' with a probability, or 'none of these'. No score changes.",
        subcommands = {RecognizeTrainCommand.class, RecognizeEvaluateCommand.class},
        footer = {
            "",
            "Examples:",
            "  surprisal recognize train --data history/ --out named.avro",
            "  surprisal recognize evaluate --data other/ --model named.avro"
        })
final class RecognizeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "recognize: which command? one of those below");
    }
}
