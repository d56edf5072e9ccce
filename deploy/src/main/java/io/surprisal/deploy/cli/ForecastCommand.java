package io.surprisal.deploy.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.deploy.history.TopicHistory;
import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.ForecastPath;
import io.surprisal.model.detect.Forecasting;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.SeriesForecast;
import io.surprisal.model.series.SeriesState;
import io.surprisal.topology.api.ForecastDocument;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.train.history.FileHistory;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code forecast}: the rows to come of a series. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description =
                "Runs a series through the detector and says what it expects of the rows to come, with a band that"
                        + " holds nine values of ten.",
        footer = {
            "",
            "FILE is a CSV file (or .csv.gz) as 'evaluate' reads them: first column 'timestamp' or 't', then features.",
            "Rows are expected at the series' typical gap. 'bench forecast' measures how good forecasts of your series are.",
            "",
            "Examples:",
            "  surprisal forecast --data cpu.csv --rows 48",
            "  surprisal forecast --data cpu.csv --rows 288 --band 50 --json > forecast.json",
            "  surprisal forecast --from-topic observations --key host-7 --set features=values.cpu --rows 24"
        })
final class ForecastCommand implements Callable<Integer> {

    private static final double PERCENT = 100;
    private static final int MS_DIGITS = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "FILE", description = "The series.")
    private @Nullable Path data;

    @Option(names = "--from-topic", paramLabel = "TOPIC", description = "In place of a file, a topic of observations.")
    private @Nullable String topic;

    @Option(names = "--key", paramLabel = "KEY", description = "With --from-topic: the key of the series.")
    private @Nullable String key;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "With --from-topic: the first record timestamp, ISO-8601.")
    private Instant since = Instant.EPOCH;

    @Mixin
    private ClusterOptions cluster;

    @Option(names = "--model", paramLabel = "FILE", description = "The model; else the one that ships.")
    private @Nullable String model;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "24",
            description = "How many rows (${DEFAULT-VALUE}, at most " + Forecasting.MAX_ROWS + ").")
    private int rows;

    @Option(
            names = "--band",
            paramLabel = "PERCENT",
            defaultValue = "90",
            description = "The share of values that the band is to hold (${DEFAULT-VALUE}).")
    private double band;

    @Option(
            names = "--path",
            paramLabel = "WHICH",
            defaultValue = "horizons",
            description =
                    "Between the network's own horizons: horizons, along the daily profile; or feedback, each"
                            + " forecast taken for a row, for a network trained on waves much faster than a day (${DEFAULT-VALUE}).")
    private ForecastPath path = ForecastPath.HORIZONS;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        check();
        SeriesHistory series = series();
        ModelSnapshot used = ModelArgument.load(spec, model, List.of(), new TaskProgress());
        SeriesHistory read = series.withCovariates(used.spec().covariates());
        if (read.rows().isEmpty()) {
            throw new CommandFailedException("there are no rows to forecast from: " + series.key());
        }
        Detector detector = new Detector(used, read.features(), Explain.ALERTS);
        SeriesState state = SeriesState.wrap(detector.newState());
        for (Observation row : read.rows()) {
            detector.detect(state, row);
        }
        SeriesForecast forecast = new Forecasting(used, read.features()).forecast(state, rows, band / PERCENT, path);
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            ForecastDocument document =
                    ForecastDocument.of(read.key(), read.rows().size(), used.identity(), forecast);
            writer.println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
        } else {
            print(read, used, forecast, writer);
        }
        writer.flush();
        return 0;
    }

    private void check() {
        if ((data == null) == (topic == null)) {
            throw wrong("give --data or --from-topic, one of them");
        }
        if ((topic == null) != (key == null)) {
            throw wrong("--from-topic and --key go together");
        }
        if (rows < 1 || rows > Forecasting.MAX_ROWS) {
            throw wrong("--rows must be 1 to " + Forecasting.MAX_ROWS + ": " + rows);
        }
        if (!(band > 0 && band < PERCENT)) {
            throw wrong("--band must be above 0 and below 100: " + band);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private SeriesHistory series() {
        if (data != null) {
            return FileHistory.read(SeriesFile.of(data));
        }
        DetectorSettings settings = cluster.detector();
        return new TopicHistory(settings, ClusterOptions.clients(settings), String.valueOf(topic), since)
                .read().stream()
                        .filter(history -> history.key().equals(key))
                        .findFirst()
                        .orElseThrow(() -> new CommandFailedException(
                                "topic " + topic + " has no observations of series '" + key + "'"));
    }

    private static void print(SeriesHistory series, ModelSnapshot model, SeriesForecast forecast, PrintWriter writer) {
        writer.printf(
                Locale.ROOT,
                "%s after %d rows, by %s/%s: %d rows%s, bands of %.0f %%%n",
                series.key(),
                series.rows().size(),
                model.identity().name(),
                model.identity().version(),
                forecast.rows(),
                step(forecast),
                PERCENT * forecast.coverage());
        for (int feature = 0; feature < forecast.features().size(); feature++) {
            writer.printf(
                    Locale.ROOT,
                    "%n%-24s %14s %14s %14s%n",
                    "time",
                    forecast.features().get(feature),
                    "low",
                    "high");
            for (int row = 0; row < forecast.rows(); row++) {
                writer.printf(
                        Locale.ROOT,
                        "%-24s %14.6g %14.6g %14.6g%n",
                        Instant.ofEpochMilli(forecast.eventTimeMs(row)),
                        forecast.expected(feature, row),
                        forecast.low(feature, row),
                        forecast.high(feature, row));
            }
        }
    }

    private static String step(SeriesForecast forecast) {
        if (forecast.rows() == 1) {
            return "";
        }
        BigDecimal seconds = BigDecimal.valueOf(forecast.eventTimeMs(1) - forecast.eventTimeMs(0), MS_DIGITS);
        return " every " + seconds.stripTrailingZeros().toPlainString() + " s";
    }
}
