package io.surprisal.deploy.cli;

import io.surprisal.trainer.recognize.ExampleSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where {@code recognize} has its incidents from. */
final class ExampleOptions {

    private static final int USUAL_MADE_UP = 250;

    @Option(names = "--data", paramLabel = "DIR", description = "A folder of series; may be given many times.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "A CSV of incidents, key,start,end,kind, of the series in DIR; else incidents are injected.")
    private @Nullable Path labels;

    @Option(
            names = "--made-up",
            paramLabel = "N",
            description =
                    "Made-up series that incidents are injected into as well (train: 250, evaluate and with --labels: 0).")
    private @Nullable Integer madeUp;

    @Option(
            names = "--copies",
            paramLabel = "N",
            defaultValue = "4",
            description = "Injected incidents of each kind and strength in each stretch (${DEFAULT-VALUE}).")
    private int copies;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of all that is random (${DEFAULT-VALUE}).")
    private long seed;

    /** The seed. */
    long seed() {
        return seed;
    }

    /**
     * The source that they name, for training.
     *
     * @throws ParameterException if they contradict each other
     */
    ExampleSource source(CommandSpec command) {
        return source(command, USUAL_MADE_UP);
    }

    /** The same, for a measurement: nothing is made up unless asked for. */
    ExampleSource measured(CommandSpec command) {
        return source(command, 0);
    }

    private ExampleSource source(CommandSpec command, int usual) {
        if (labels != null && madeUp != null && madeUp > 0) {
            throw new ParameterException(command.commandLine(), "--labels goes without --made-up");
        }
        int series = labels != null ? 0 : madeUp == null ? usual : madeUp;
        try {
            return new ExampleSource(data, labels, series, copies, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
