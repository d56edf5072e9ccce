package io.surprisal.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code feedback}: what people say of incidents. */
@Command(
        name = "feedback",
        mixinStandardHelpOptions = true,
        description =
                "Says of an incident that somebody looks after it, or that it was a false or a true alarm. A false alarm"
                        + " makes the threshold of its series half a decade of nominal rate rarer, at most two; that halves in 30 days of"
                        + " event time, and a true alarm takes it back.",
        subcommands = {FeedbackSayCommand.class, FeedbackExportCommand.class},
        footer = {
            "",
            "Examples:",
            "  surprisal feedback say acknowledged observations-2-2664 --why 'looking at it'",
            "  surprisal feedback say false-alarm observations-2-2664 --pattern 'web-*'",
            "  surprisal feedback export --out labels.csv"
        })
final class FeedbackCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "feedback: which command? say or export");
    }
}
