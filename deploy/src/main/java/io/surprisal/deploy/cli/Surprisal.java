package io.surprisal.deploy.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code surprisal}: names its subcommands, reports failures in one line, sets the exit code. */
@Command(
        name = "surprisal",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Finds anomalies in any number of Kafka time series, with one shared network and a small memory of each.",
        subcommands = {
            DemoCommand.class,
            SetupCommand.class,
            ConfigCommand.class,
            DetectCommand.class,
            ResetCommand.class,
            FeedCommand.class,
            TrainCommand.class,
            PublishCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            ForecastCommand.class,
            EvaluateCommand.class,
            RecognizeCommand.class,
            BenchCommand.class,
            ModelsCommand.class,
            RouteCommand.class,
            PolicyCommand.class,
            MaintenanceCommand.class,
            IncidentsCommand.class,
            FeedbackCommand.class,
            NotifyCommand.class,
            ExplainCommand.class,
            ReplayCommand.class,
            CapacityCommand.class
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Start here:",
            "  surprisal demo                         see it work: broker, registry, fleet, incidents, alerts",
            "  surprisal evaluate --data DIR --out OUT  score your own CSV series, no Kafka needed",
            "  surprisal setup && surprisal detect    run it on your cluster",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong use or configuration.",
            "SURPRISAL_JAVA_OPTS adds Java options, SURPRISAL_LOG_LEVEL sets the log's level, SURPRISAL_DEBUG=1 shows stack traces."
        })
public final class Surprisal implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show the log and, on failure, the stack trace.")
    private boolean verbose;

    private Surprisal() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command and returns its exit code. */
    static int run(String... arguments) {
        LogLevels.choose(arguments);
        return commandLine().execute(arguments);
    }

    /** The same, writing what it says to these. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        LogLevels.choose(arguments);
        return commandLine().setOut(out).setErr(err).execute(arguments);
    }

    /** The whole command line, for running it and for checking its help. */
    static CommandLine commandLine() {
        Surprisal root = new Surprisal();
        return new CommandLine(root)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(Failures::wrongUse)
                .setExecutionExceptionHandler((e, line, parsed) -> Failures.report(e, line, root.verbose));
    }

    /** Without a subcommand: the help, and the exit code of wrong use. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command? one of those below");
    }
}
