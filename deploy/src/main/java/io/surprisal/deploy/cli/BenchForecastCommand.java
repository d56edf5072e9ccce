package io.surprisal.deploy.cli;

import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.ForecastPath;
import io.surprisal.trainer.bench.forecast.ForecastBench;
import io.surprisal.trainer.bench.forecast.ForecastJson;
import io.surprisal.trainer.bench.forecast.ForecastReport;
import io.surprisal.trainer.bench.forecast.ForecastTable;
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

/** {@code bench forecast}: forecasts of many rows beside what came. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description =
                "Forecasts series from places in their second half and measures the errors beside those of the last"
                        + " value and of the value a day before, and how many values the 90 %% bands hold.",
        footer = {
            "",
            "Errors are absolute, in mean changes from row to row of the rows before (MASE); the median over the series is",
            "printed. No row of a history in DIR/train is forecast: the model may have learnt it.",
            "",
            "Examples:",
            "  surprisal bench forecast --data my-series",
            "  surprisal bench forecast --data nab --data asd --rows 288 --model model.avro --json forecast.json"
        })
final class BenchForecastCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "A folder of series, as 'evaluate' reads them; may be given many times.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model to measure, or " + ModelArgument.CONTROLS + "; else the one that ships.")
    private @Nullable String model;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "144",
            description = "Rows to forecast from each place (${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--places",
            paramLabel = "N",
            defaultValue = "12",
            description = "Places in each series (${DEFAULT-VALUE}).")
    private int places;

    @Option(
            names = "--path",
            paramLabel = "WHICH",
            defaultValue = "horizons",
            description = "Between the network's own horizons: horizons or feedback (${DEFAULT-VALUE}).")
    private ForecastPath path = ForecastPath.HORIZONS;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to a file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        TaskProgress progress = new TaskProgress();
        ForecastBench bench = bench(progress);
        PrintWriter writer = spec.commandLine().getOut();
        List<ForecastReport> reports = new ArrayList<>();
        for (Path folder : data) {
            ForecastReport report = bench.run(folder, progress);
            reports.add(report);
            ForecastTable.lines(report).forEach(writer::println);
            writer.flush();
        }
        if (json != null) {
            new ForecastJson().write(bench, reports, json);
        }
        return 0;
    }

    private ForecastBench bench(TaskProgress progress) throws IOException {
        ModelSnapshot snapshot = ModelArgument.load(spec, model, data, progress);
        try {
            return new ForecastBench(snapshot, rows, places, path);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
