package io.surprisal.deploy.cli;

import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.bench.injection.BaselineMethod;
import io.surprisal.trainer.bench.injection.DetectorMethod;
import io.surprisal.trainer.bench.injection.InjectionBench;
import io.surprisal.trainer.bench.injection.InjectionJson;
import io.surprisal.trainer.bench.injection.InjectionOptions;
import io.surprisal.trainer.bench.injection.InjectionReport;
import io.surprisal.trainer.bench.injection.InjectionTable;
import io.surprisal.trainer.bench.injection.TestedMethod;
import io.surprisal.trainer.evaluate.baseline.BaselineSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench injection}: recall by kind of incident. */
@Command(
        name = "injection",
        mixinStandardHelpOptions = true,
        description =
                "Puts incidents of twelve kinds at three strengths into clean stretches of series, and counts which"
                        + " of them are found at one alert in 1,000 clean rows.",
        footer = {
            "",
            "Clean are the histories in DIR/train (without what train_labels.csv says), or else the rows of DIR away from",
            "the labels in labels.json or labels.csv; of each series the end of its longest clean run, if that has 1,500",
            "rows. Its first three fifths are learnt as history, incidents come later. At most 24 series of a folder are used.",
            "",
            "Examples:",
            "  surprisal bench injection --data my-series",
            "  surprisal bench injection --data nab --data asd --model model.avro --json injection.json"
        })
final class BenchInjectionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "A folder of series; may be given many times.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model to measure, or " + ModelArgument.CONTROLS + "; else the one that ships.")
    private @Nullable String model;

    @Option(
            names = "--controls",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether the same scoring without the network runs as well (${DEFAULT-VALUE}).")
    private boolean controls;

    @Option(
            names = "--baselines",
            paramLabel = "SET",
            defaultValue = "simple",
            description =
                    "Which baselines run as well: all, simple (without ridge regression and Random Cut Forest, which"
                            + " take minutes) or none (${DEFAULT-VALUE}).")
    private BaselineSet baselines = BaselineSet.SIMPLE;

    @Option(
            names = "--copies",
            paramLabel = "N",
            defaultValue = "2",
            description = "Incidents of each kind and strength in each stretch (${DEFAULT-VALUE}).")
    private int copies;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "77",
            description = "Of where incidents are and what they are like (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to a file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        InjectionReport report = new InjectionBench(options(), new TaskProgress()).run();
        PrintWriter writer = spec.commandLine().getOut();
        InjectionTable.lines(report).forEach(writer::println);
        writer.flush();
        if (json != null) {
            new InjectionJson().write(report, json);
        }
        return 0;
    }

    private InjectionOptions options() throws IOException {
        TaskProgress progress = new TaskProgress();
        ModelSnapshot snapshot = ModelArgument.loadCalibrated(spec, model, data, progress);
        List<TestedMethod> methods = new ArrayList<>();
        methods.add(new DetectorMethod("surprisal", snapshot));
        if (controls) {
            ModelArgument.controls(data, progress)
                    .forEach((name, control) -> methods.add(new DetectorMethod(name, control)));
        }
        methods.addAll(BaselineMethod.all(baselines));
        try {
            return new InjectionOptions(snapshot.identity(), methods, data, copies, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
