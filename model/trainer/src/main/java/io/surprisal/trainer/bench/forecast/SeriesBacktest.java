package io.surprisal.trainer.bench.forecast;

import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Forecasting;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.SeriesForecast;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.util.List;

/** One series forecast from several of its rows. Used once. */
final class SeriesBacktest {

    private static final int FEWEST_ROWS = 300;
    private static final double SECONDS_PER_DAY = 86_400;

    private final ForecastBench bench;
    private final List<Observation> rows;
    private final Detector detector;
    private final Forecasting forecasting;
    private final SeriesState state;
    private final double[] lastValues;
    private final int historyRows;

    /**
     * A series.
     *
     * @param historyRows rows at its beginning that a model may have learnt: none of them is forecast
     */
    SeriesBacktest(ForecastBench bench, SeriesHistory series, int historyRows) {
        this.historyRows = historyRows;
        SeriesHistory read = series.withCovariates(bench.model().spec().covariates());
        this.bench = bench;
        this.rows = read.rows();
        this.detector = new Detector(bench.model(), read.features(), Explain.ALERTS);
        this.forecasting = new Forecasting(bench.model(), read.features());
        this.state = SeriesState.wrap(detector.newState());
        this.lastValues = new double[read.features().size()];
    }

    void run(SeriesErrors errors) {
        int first = Math.max(Math.max(rows.size() / 2, historyRows), FEWEST_ROWS);
        int last = rows.size() - bench.rows() - 1;
        if (last < first) {
            return;
        }
        double[] scales = meanChanges(first);
        int next = first;
        for (int row = 0; row <= last; row++) {
            Observation observation = rows.get(row);
            detector.detect(state, observation);
            for (int feature = 0; feature < lastValues.length; feature++) {
                double value = observation.value(feature);
                lastValues[feature] = Double.isNaN(value) ? lastValues[feature] : value;
            }
            if (row == next) {
                compare(row, scales, errors);
                next += Math.max(1, (last - first) / bench.places());
            }
        }
    }

    private void compare(int from, double[] scales, SeriesErrors errors) {
        SeriesForecast forecast = forecasting.forecast(state, bench.rows(), Forecasting.USUAL_COVERAGE, bench.path());
        int day = (int) Math.round(SECONDS_PER_DAY / state.f32(SeriesStateLayout.TYPICAL_GAP));
        for (int ahead = 1; ahead <= bench.rows(); ahead++) {
            Observation came = rows.get(from + ahead);
            int before = from + ahead - day * ((ahead + day - 1) / Math.max(day, 1));
            for (int feature = 0; feature < scales.length; feature++) {
                double value = came.value(feature);
                double expected = forecast.expected(feature, ahead - 1);
                if (scales[feature] > 0 && !Double.isNaN(value) && !Double.isNaN(expected)) {
                    double dayBefore = day > 0 && before >= 0 ? rows.get(before).value(feature) : Double.NaN;
                    double[] forecasts = {
                        expected, lastValues[feature], Double.isNaN(dayBefore) ? lastValues[feature] : dayBefore
                    };
                    for (int method = 0; method < forecasts.length; method++) {
                        forecasts[method] = Math.abs(value - forecasts[method]) / scales[feature];
                    }
                    errors.add(
                            ahead,
                            forecasts,
                            forecast.low(feature, ahead - 1) <= value && value <= forecast.high(feature, ahead - 1));
                }
            }
        }
    }

    /** Mean absolute changes from row to row before a row, of each feature; 0 where it did not change. */
    private double[] meanChanges(int end) {
        double[] means = new double[lastValues.length];
        for (int feature = 0; feature < means.length; feature++) {
            double sum = 0;
            int count = 0;
            for (int row = 1; row < end; row++) {
                double change = Math.abs(
                        rows.get(row).value(feature) - rows.get(row - 1).value(feature));
                if (!Double.isNaN(change)) {
                    sum += change;
                    count++;
                }
            }
            means[feature] = count == 0 ? 0 : sum / count;
        }
        return means;
    }
}
