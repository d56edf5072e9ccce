package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.Allocations;
import io.surprisal.model.series.SeriesState;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorAllocationTest {

    private static final int ROWS = 20_000;

    /** An object header and the fields of {@link Verdict.Scored}. */
    private static final int VERDICT_BYTES = 56;

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {1, 8})
    void allocatesNothingButTheVerdictOfARowWithoutAlert(int features) {
        Detector detector = new Detector(Networks.random(7), features);
        SeriesState state = SeriesState.wrap(detector.newState());
        List<Observation> rows = SyntheticRows.waves(1, 3 * ROWS, features);
        int[] next = {0};

        double bytes = Allocations.bytesPerRound(ROWS, () -> detector.detect(state, rows.get(next[0]++)));

        assertThat(bytes).isLessThan(VERDICT_BYTES + 8);
    }
}
