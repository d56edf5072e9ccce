package io.surprisal.deploy.bench.step;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.series.SeriesState;

/** Rows of made-up series of one feature whose every row meets another version than the one before: what a swap costs. */
final class SwappedRows {

    private final byte[][] states;
    private final Detector[] detectors;
    private final ModelSnapshot[] versions;
    private long done;
    private double sum;

    /** Series in turns between two versions of one shape. */
    SwappedRows(ModelSnapshot first, ModelSnapshot second) {
        states = SeriesRows.states(first, 1).toArray(byte[][]::new);
        versions = new ModelSnapshot[] {second, first};
        detectors = new Detector[] {detector(second), detector(first)};
    }

    private static Detector detector(ModelSnapshot model) {
        return new Detector(model, SeriesRows.featureNames(1), Explain.ALERTS);
    }

    /** Takes in so many rows, each under the other version than the row before: adopts the state, then judges. */
    void events(int rows) {
        for (int row = 0; row < rows; row++) {
            SeriesState state = adopted();
            long number = SeriesRows.WARM_ROWS + done / states.length;
            Observation observation = Observation.of(SeriesRows.timeMs(number), SeriesRows.value(number, done * 31));
            sum += current().detect(state, observation).score();
            put(state);
        }
    }

    /** The same without the row itself: the last rows are run through the other network. */
    void replays(int times) {
        for (int each = 0; each < times; each++) {
            put(adopted());
        }
    }

    /** Detectors made of their models, as each task does once for each version. */
    void unpack(int times) {
        for (int each = 0; each < times; each++) {
            sum += detector(versions[each & 1]).features().size();
        }
    }

    private SeriesState adopted() {
        return current().adopt(SeriesState.wrap(states[index()].clone()), 0);
    }

    private Detector current() {
        return detectors[(int) (done / states.length & 1)];
    }

    private int index() {
        return (int) (done % states.length);
    }

    private void put(SeriesState state) {
        states[index()] = state.bytes();
        done++;
    }

    /** So that no compiler thinks that nobody reads what was computed. */
    double sum() {
        return sum;
    }
}
