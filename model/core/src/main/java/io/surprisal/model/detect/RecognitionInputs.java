package io.surprisal.model.detect;

import static io.surprisal.model.series.SeriesStateLayout.LAST_PROFILE;

import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.forecast.Forecast;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.forecast.InputLayout;
import io.surprisal.model.math.Functions;
import io.surprisal.model.score.ChannelStatistics;
import io.surprisal.model.series.Normaliser;
import io.surprisal.model.series.RecentRows;
import io.surprisal.model.series.RecurrentBytes;
import io.surprisal.model.series.RowClock;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.Arrays;

/**
 * What a head for recognition reads of an alert, of the feature that contributes most: what the network hands on once it has
 * seen the alert's row, which takes one more time step of a copy, and statistics of the last {@value #ROWS} rows. Nothing of it
 * depends on the unit of the values. In this order:
 *
 * <pre>
 *   h                                        the network's output, [O]
 *   ± ln(1 + |z|)                            signed distance from the forecast, in scales
 *   √20 Q, y, ln (f / g), 3 E                statistics of drift, level, variability and sustained surprise
 *   (y − S) c, (expected − S) c              distances from the profile, times its confidence
 *   ± ln(1 + |d_k| / g), k = 1 to 4          the last changes, in usual ones
 *   ln(1 + rows without a change), share of rows without
 *   for the last 4, 8 and 16 changes: Σd / Σ|d|, and ± ln(1 + .) of mean |d| / g, max |d| / g, Σd / g
 *   whether the value is 0
 *   a                                        tails of the five channels; 0 where there are several features
 * </pre>
 *
 * <p>Symbols as in {@link ChannelStatistics}. Allocates; it is asked for alerts alone. Not thread-safe.
 */
final class RecognitionInputs {

    private static final int ROWS = 17;
    private static final int LAST_CHANGES = 4;
    private static final int[] WINDOWS = {4, 8, 16};
    private static final double SUM_FLOOR = 1e-3;
    private static final double MS_PER_SECOND = 1_000;

    private final ModelSpec spec;
    private final Forecaster forecaster;
    private final RecurrentState recurrent;
    private final Forecast forecast = new Forecast();
    private final RowClock clock = new RowClock();
    private final NetworkInputs inputs = new NetworkInputs();
    private final Normaliser normaliser = new Normaliser();
    private final ChannelStatistics statistics = new ChannelStatistics();
    private final float[] input;
    private float[] values = {};
    private int at;

    /**
     * With a network.
     *
     * @param recurrent scratch space
     */
    RecognitionInputs(ModelSpec spec, Forecaster forecaster, RecurrentState recurrent) {
        this.spec = spec;
        this.forecaster = forecaster;
        this.recurrent = recurrent;
        this.input = new float[spec.inputSize()];
    }

    /**
     * Of the row that a state has advanced by last.
     *
     * @param state after the row; not changed
     * @param row what the row showed
     * @return [R], a new array
     */
    float[] of(SeriesState state, Row row, Observation observation) {
        values = new float[TensorLayout.recognitionInputs(spec)];
        at = 0;
        int feature = Row.largest(row.contributions());
        network(SeriesState.wrap(state.bytes().clone()), feature);
        channels(state, row, feature);
        changes(state, feature);
        add(observation.value(feature) == 0 ? 1 : 0);
        if (row.features() == 1) {
            for (double tail : row.channelTails) {
                add(tail);
            }
        }
        return values;
    }

    /** One step on: the network reads a row's value with the next row's inputs. */
    private void network(SeriesState copy, int feature) {
        RecurrentBytes.read(copy, recurrent.values());
        normaliser.load(copy, feature);
        Arrays.fill(input, 0);
        double last = copy.i64(SeriesStateLayout.LAST_EVENT_TIME) / MS_PER_SECOND;
        clock.revisit(copy, last + copy.f32(SeriesStateLayout.TYPICAL_GAP), 0);
        inputs.fillTime(clock, input);
        inputs.fill(copy, feature, clock, normaliser, input);
        forecaster.step(input, recurrent, feature, forecast);
        float[] output = forecaster.output();
        for (int index = 0; index < spec.outputSize(); index++) {
            add(output[index]);
        }
    }

    private void channels(SeriesState state, Row row, int feature) {
        statistics.load(state, feature);
        add(signedLog(statistics.distance(row.y[feature] - row.expected[feature], row.deviation[feature])));
        add(statistics.drift());
        add(row.y[feature]);
        add(statistics.variability());
        add(statistics.sustained());
        double profile = state.f32(state.layout().block(feature) + LAST_PROFILE);
        double confidence = input[InputLayout.CONFIDENCE];
        add((row.y[feature] - profile) * confidence);
        add((row.expected[feature] - profile) * confidence);
    }

    private void changes(SeriesState state, int feature) {
        double usual = statistics.usualChange();
        double[] changes = lastChanges(state, feature);
        for (int back = 0; back < LAST_CHANGES; back++) {
            add(signedLog(changes[back] / usual));
        }
        int unchanged = 0;
        while (unchanged < changes.length && changes[unchanged] == 0) {
            unchanged++;
        }
        add(Functions.log(1 + unchanged));
        add((double) Arrays.stream(changes).filter(each -> each == 0).count() / changes.length);
        for (int window : WINDOWS) {
            double sum = 0;
            double way = 0;
            double largest = 0;
            for (int back = 0; back < window; back++) {
                sum += changes[back];
                way += Math.abs(changes[back]);
                largest = Math.max(largest, Math.abs(changes[back]));
            }
            add(sum / (way + SUM_FLOOR));
            add(signedLog(way / window / usual));
            add(signedLog(largest / usual));
            add(signedLog(sum / usual));
        }
    }

    /** The last changes of y from row to row, the newest first; 0 before the first row. */
    private static double[] lastChanges(SeriesState state, int feature) {
        double[] changes = new double[ROWS - 1];
        int known = RecentRows.count(state);
        for (int back = 1; back <= changes.length && back < known; back++) {
            changes[back - 1] = RecentRows.y(state, feature, back) - RecentRows.y(state, feature, back + 1);
        }
        return changes;
    }

    private static double signedLog(double value) {
        return Math.copySign(Functions.log(1 + Math.abs(value)), value);
    }

    private void add(double value) {
        values[at] = (float) value;
        at++;
    }
}
