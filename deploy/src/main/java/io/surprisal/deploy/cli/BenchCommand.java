package io.surprisal.deploy.cli;

import io.surprisal.deploy.bench.SpeedBench;
import io.surprisal.deploy.bench.figures.Conditions;
import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.SpeedJson;
import io.surprisal.deploy.bench.figures.SpeedTable;
import io.surprisal.deploy.terminal.TaskProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: how fast the detector is; its subcommands: what a model is worth, without labelled incidents. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures how fast the detector is on this machine, beside ONNX Runtime, DJL, Random Cut Forest and"
                        + " Kafka Streams itself; its subcommands measure what a model is worth where no labels are needed, whether anything is lost when detectors die, and whether anything grows.",
        subcommands = {
            BenchInjectionCommand.class,
            BenchCalibrationCommand.class,
            BenchForecastCommand.class,
            BenchGateCommand.class,
            BenchEnduranceCommand.class,
            BenchSoakCommand.class,
            BenchFloodCommand.class
        },
        footer = {
            "",
            "All figures are CPU time, and ratios are taken of what ran in turns, so that a busy machine disturbs little.",
            "Starts a Kafka broker of its own on loopback. Needs Linux for what it counts by threads.",
            "",
            "Examples:",
            "  surprisal bench --quick                          3 minutes",
            "  surprisal bench --json speed.json                20 minutes: the figures of docs/PERFORMANCE.md",
            "  surprisal bench --from speed.json                the tables of figures that were measured before",
            "  surprisal bench --only kernel,step               these parts alone",
            "  surprisal bench --only settings                  what each setting of Kafka Streams is worth",
            "  surprisal bench calibration --data my-series     does a score mean what it says?"
        })
final class BenchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to a file.")
    private @Nullable Path json;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Measure nothing: print the tables of a file that --json wrote.")
    private @Nullable Path from;

    @Option(names = "--quick", description = "Within 3 minutes in place of 20: fewer sizes, fewer rounds.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Only these parts of it: ${COMPLETION-CANDIDATES}; all but settings, which takes 6 minutes.")
    private Set<SpeedBench.Part> only = EnumSet.complementOf(EnumSet.of(SpeedBench.Part.SETTINGS));

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (from != null) {
            return print(from);
        }
        Extent extent = quick ? Extent.QUICK : Extent.FULL;
        Conditions conditions = new Conditions();
        Figures figures = new Figures();
        try {
            SpeedBench.run(EnumSet.copyOf(only), extent, figures, new TaskProgress());
        } finally {
            // What a part has measured is true, even if a later one fails.
            if (json != null) {
                new SpeedJson().write(extent, conditions.now(), figures, json);
            }
        }
        print(SpeedTable.lines(extent, conditions.now(), figures));
        return 0;
    }

    private int print(Path file) {
        SpeedJson.Content content;
        try {
            content = new SpeedJson().read(file);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "cannot read the figures: " + e.getMessage(), e);
        }
        print(SpeedTable.lines(content.extent(), content.conditions(), content.figures()));
        return 0;
    }

    private void print(List<String> lines) {
        PrintWriter writer = spec.commandLine().getOut();
        lines.forEach(writer::println);
        writer.flush();
    }
}
