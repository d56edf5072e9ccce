package io.surprisal.deploy.cli;

import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.bench.calibration.CalibrationBench;
import io.surprisal.trainer.bench.calibration.CalibrationJson;
import io.surprisal.trainer.bench.calibration.CalibrationOptions;
import io.surprisal.trainer.bench.calibration.CalibrationReport;
import io.surprisal.trainer.bench.calibration.CalibrationTable;
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

/** {@code bench calibration}: measured rates of rows without incidents beside nominal ones. */
@Command(
        name = "calibration",
        mixinStandardHelpOptions = true,
        description = "Counts rows without incidents at or above nominal rates of 1/100, 1/1,000 and 1/10,000: one in"
                + " 100, 1,000 and 10,000 if a score means what it says.",
        footer = {
            "",
            "Of DIR the rows to be scored count that are 100 rows or more away from any label (labels.json, labels.csv),",
            "and the last fifth of each history in DIR/train, which training holds back (without those near a label in",
            "train_labels.csv). Long made-up series without incidents show whether the rate also holds for each series.",
            "",
            "Examples:",
            "  surprisal bench calibration",
            "  surprisal bench calibration --data nab --data kpi --model model.avro --json calibration.json"
        })
final class BenchCalibrationCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "A folder of series; may be given many times.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model to check, or " + ModelArgument.CONTROLS + "; else the one that ships.")
    private @Nullable String model;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "20000",
            description =
                    "Rows of each series to run: its history's last and the first to be scored (${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--synthetic",
            paramLabel = "N",
            defaultValue = "60",
            description = "Made-up series (${DEFAULT-VALUE}).")
    private int synthetic;

    @Option(
            names = "--synthetic-rows",
            paramLabel = "N",
            defaultValue = "60000",
            description = "Rows of each (${DEFAULT-VALUE}).")
    private int syntheticRows;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to a file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CalibrationReport report = new CalibrationBench(options(), new TaskProgress()).run();
        PrintWriter writer = spec.commandLine().getOut();
        CalibrationTable.lines(report).forEach(writer::println);
        writer.flush();
        if (json != null) {
            new CalibrationJson().write(report, json);
        }
        return 0;
    }

    private CalibrationOptions options() throws IOException {
        ModelSnapshot snapshot = ModelArgument.loadCalibrated(spec, model, data, new TaskProgress());
        try {
            return new CalibrationOptions(snapshot, data, rows, synthetic, syntheticRows);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
