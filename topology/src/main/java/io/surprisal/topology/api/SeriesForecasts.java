package io.surprisal.topology.api;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.ForecastPath;
import io.surprisal.model.detect.Forecasting;
import io.surprisal.model.detect.SeriesForecast;
import io.surprisal.model.series.SeriesState;
import io.surprisal.topology.http.Answer;
import io.surprisal.topology.http.Parameters;
import io.surprisal.topology.http.ProblemException;
import io.surprisal.topology.http.ProblemKind;
import java.util.List;

/** Forecasts series from copies of their states, by the models that these belong to. */
final class SeriesForecasts {

    /** Rows times features of one answer: about 10 MB of JSON. */
    static final int MAX_BANDS = 100_000;

    private static final int USUAL_ROWS = 24;
    private static final double PERCENT = 100;

    /**
     * What is asked for.
     *
     * @param rows how many
     * @param coverage share of values that the bands are to hold, 0 to 1
     * @param path between the network's own horizons
     */
    record Wish(int rows, double coverage, ForecastPath path) {

        static Wish of(Parameters parameters) {
            int rows = parameters.integer("rows", USUAL_ROWS, 1, Forecasting.MAX_ROWS);
            double band = parameters.number("band", PERCENT * Forecasting.USUAL_COVERAGE, 0, PERCENT);
            return new Wish(
                    rows, band / PERCENT, parameters.choice("path", ForecastPath.HORIZONS, ForecastPath.values()));
        }
    }

    private final StateModels models;

    SeriesForecasts(StateModels models) {
        this.models = models;
    }

    /**
     * Forecasts a series.
     *
     * @throws ProblemException if the state gives no forecast, with what to do
     */
    Answer forecast(String key, SeriesState state, Wish wish) {
        long rows = state.header().rows();
        if (rows == 0) {
            throw new ProblemException(
                    ProblemKind.NOT_COMPUTABLE,
                    "no row of the series has had a value yet; ask again after the next one");
        }
        ModelSnapshot model = models.of(state)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_COMPUTABLE,
                        "the version that judged the series last is not known any more (SHA-256 "
                                + state.modelSha256()
                                + "); its next observation goes to the present champion, ask again after it"));
        List<String> features = models.features(state);
        if (features.isEmpty()) {
            throw new ProblemException(
                    ProblemKind.NOT_COMPUTABLE,
                    "the state is of other features than are configured now; ask again after the series' next observation");
        }
        if ((long) wish.rows() * features.size() > MAX_BANDS) {
            throw new ProblemException(
                    ProblemKind.WRONG_PARAMETERS,
                    "rows times features must be at most " + MAX_BANDS + ": rows=" + wish.rows() + ", features="
                            + features.size());
        }
        SeriesForecast forecast =
                new Forecasting(model, features).forecast(state, wish.rows(), wish.coverage(), wish.path());
        return Answer.json(ForecastDocument.of(key, rows, model.identity(), forecast));
    }
}
