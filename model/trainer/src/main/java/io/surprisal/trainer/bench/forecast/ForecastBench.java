package io.surprisal.trainer.bench.forecast;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.ForecastPath;
import io.surprisal.model.detect.Forecasting;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.train.history.FileHistory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts series of files from places in their second half, after their history if they have one, and compares with what
 * came. Errors are absolute and in mean
 * changes from row to row of the first half (MASE), so that series of all units count alike.
 *
 * @param model that forecasts
 * @param rows how many rows are forecast from each place
 * @param places in each series, evenly spread
 * @param path between the network's own horizons
 */
public record ForecastBench(ModelSnapshot model, int rows, int places, ForecastPath path) {

    /** Checks the ranges. */
    public ForecastBench {
        if (rows < 1 || rows > Forecasting.MAX_ROWS || places < 1) {
            throw new IllegalArgumentException("rows must be 1 to " + Forecasting.MAX_ROWS
                    + ", and places at least 1: rows=" + rows + ", places=" + places);
        }
    }

    /**
     * Measures the series of a folder; those that are too short are left out.
     *
     * @throws io.surprisal.trainer.data.BadDataException if they cannot be read
     */
    public ForecastReport run(Path folder, Progress progress) {
        List<SeriesFile> files = SeriesCatalogue.open(folder).scored();
        List<LeadRange> ranges = LeadRange.upTo(rows);
        List<SeriesErrors> measured = new ArrayList<>();
        progress.begin("forecasting " + files.size() + " series", files.size());
        for (SeriesFile file : files) {
            SeriesErrors errors = new SeriesErrors(ranges);
            new SeriesBacktest(this, FileHistory.read(file), FileHistory.historyRows(file)).run(errors);
            if (!errors.isEmpty()) {
                measured.add(errors);
            }
            progress.advance(1);
        }
        progress.end(measured.size() + " measured");
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        return new ForecastReport(name, measured.size(), Forecasting.USUAL_COVERAGE, lines(ranges, measured));
    }

    private static List<ForecastReport.Line> lines(List<LeadRange> ranges, List<SeriesErrors> measured) {
        List<ForecastReport.Line> lines = new ArrayList<>();
        for (int range = 0; range < ranges.size(); range++) {
            int at = range;
            List<Double> errors = new ArrayList<>();
            for (int method = 0; method < ForecastMethod.values().length; method++) {
                int of = method;
                errors.add(median(measured.stream()
                        .mapToDouble(series -> series.meanError(of, at))
                        .sorted()
                        .toArray()));
            }
            double held = measured.stream()
                    .mapToDouble(series -> series.shareHeld(at))
                    .average()
                    .orElse(Double.NaN);
            lines.add(new ForecastReport.Line(ranges.get(range), errors, held));
        }
        return lines;
    }

    private static double median(double[] sorted) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }
}
