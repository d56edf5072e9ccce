package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.VersionChange;
import io.surprisal.model.series.SeriesState;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationGuardTest {

    private static final int ROWS = 60;
    private static final int PARTITION = 3;
    private static final long LAST_OFFSET = 1_000;
    private static final double[] NO_COVARIATES = {};

    private final Detector detector = new Detector(Networks.random(7), List.of("cpu"), Explain.ALERTS);
    private final SeriesState state = SeriesState.wrap(detector.newState());

    private final long lastTimeMs = SyntheticRows.timeMs(ROWS);

    @BeforeEach
    void advance() {
        SyntheticRows.waves(1, ROWS, 1).forEach(row -> detector.detect(state, row));
        detector.detect(state, row(lastTimeMs, 42, LAST_OFFSET));
    }

    @Test
    void knowsADuplicateByTimeAndValuesAndLeavesTheStateAlone() {
        assertUntouched(row(lastTimeMs, 42, LAST_OFFSET + 1), new Verdict.Duplicate());
    }

    @Test
    void scoresAnotherValueOfTheSameTime() {
        float typicalGap = state.header().typicalGapSeconds();

        Verdict verdict = detector.detect(state, row(lastTimeMs, 43, LAST_OFFSET + 1));

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.SCORED);
        assertThat(state.header().rows()).isEqualTo(ROWS + 2);
        assertThat(state.header().typicalGapSeconds()).isEqualTo(typicalGap);
    }

    @Test
    void countsALateRowAndLearnsNothing() {
        long rows = state.header().rows();

        Verdict verdict = detector.detect(state, row(lastTimeMs - 1, 43, LAST_OFFSET + 1));

        assertThat(verdict).isEqualTo(new Verdict.Late(false));
        assertThat(state.header().rows()).isEqualTo(rows);
        assertThat(state.header().lateRows()).isEqualTo(1);
        assertThat(state.header().lastEventTimeMs()).isEqualTo(lastTimeMs);
    }

    @Test
    void tellsARedeliveredRecordFromALateOneByItsOffset() {
        assertUntouched(row(lastTimeMs - 1, 43, LAST_OFFSET), new Verdict.Redelivered());
        assertUntouched(row(lastTimeMs, 43, LAST_OFFSET - 1), new Verdict.Redelivered());
    }

    @Test
    void letsALaterRowInWhateverItsOffset() {
        Verdict verdict = detector.detect(state, row(lastTimeMs + 1, 43, 0));

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.SCORED);
    }

    @Test
    void takesTheClockBackAfterTwentyLateRowsInOrder() {
        for (int late = 1; late < ObservationGuard.LATE_ROWS_FOR_RETREAT; late++) {
            assertThat(detector.detect(state, Observation.of(late, 40))).isEqualTo(new Verdict.Late(false));
        }

        assertThat(detector.detect(state, Observation.of(20, 40))).isEqualTo(new Verdict.Late(true));

        assertThat(state.header().clockRetreats()).isEqualTo(1);
        assertThat(detector.detect(state, Observation.of(20, 40))).isEqualTo(new Verdict.Duplicate());
        assertThat(detector.detect(state, Observation.of(21, 40)).kind()).isEqualTo(Verdict.Kind.SCORED);
    }

    @Test
    void keepsTheClockWhenLateRowsAreOutOfOrder() {
        for (int late = 0; late < 100; late++) {
            assertThat(detector.detect(state, Observation.of(100 - late, 40))).isEqualTo(new Verdict.Late(false));
        }
    }

    @Test
    void keepsTheClockWhenLateRowsComeBetweenOthers() {
        for (int late = 0; late < 100; late++) {
            detector.detect(state, Observation.of(lastTimeMs + 1 + late, 40));
            assertThat(detector.detect(state, Observation.of(late, 40))).isEqualTo(new Verdict.Late(false));
        }
    }

    @Test
    void countsARowWithoutValuesAndLearnsNothing() {
        SeriesState before = SeriesState.wrap(state.bytes().clone());

        Verdict verdict = detector.detect(state, row(lastTimeMs + 5, Double.NaN, LAST_OFFSET + 1));

        assertThat(verdict).isEqualTo(new Verdict.Missing());
        assertThat(state.header().missingRows()).isEqualTo(1);
        assertThat(state.header().rows()).isEqualTo(before.header().rows());
        assertThat(state.header().lastOffset()).isEqualTo(LAST_OFFSET + 1);
        Observation next = row(lastTimeMs + 600_000, 41, LAST_OFFSET + 2);
        assertThat(detector.detect(state, next)).isEqualTo(detector.detect(before, next));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void rejectsAnInfiniteValueNamingTheFeature(double value) {
        assertUntouched(row(lastTimeMs + 1, value, LAST_OFFSET + 1), new Verdict.Rejected(Rejection.NOT_FINITE, "cpu"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0001e30, -1e31, Double.MAX_VALUE})
    void rejectsAValueThatIsTooLarge(double value) {
        assertUntouched(row(lastTimeMs + 1, value, LAST_OFFSET + 1), new Verdict.Rejected(Rejection.TOO_LARGE, "cpu"));
    }

    @Test
    void rejectsAnInfiniteCovariateNamingIt() {
        Detector withCovariate = new Detector(
                Networks.random(7, Networks.spec(VersionChange.REPLAY, "rain")), List.of("cpu"), Explain.ALERTS);
        SeriesState fresh = SeriesState.wrap(withCovariate.newState());
        Observation row = new Observation(0, new double[] {1}, new double[] {Double.NEGATIVE_INFINITY}, 0, 0);

        assertThat(withCovariate.detect(fresh, row)).isEqualTo(new Verdict.Rejected(Rejection.NOT_FINITE, "rain"));
    }

    @Test
    void comesBackAfterAJumpOfTheClock() {
        detector.detect(state, Observation.of(lastTimeMs + 100L * 365 * 86_400_000, 40));

        long scored = 0;
        for (int row = 1; row <= 40; row++) {
            Verdict verdict = detector.detect(state, Observation.of(lastTimeMs + row * SyntheticRows.STEP_MS, 40));
            scored += verdict.kind() == Verdict.Kind.SCORED ? 1 : 0;
        }

        assertThat(scored).isEqualTo(20);
    }

    private void assertUntouched(Observation observation, Verdict expected) {
        byte[] before = state.bytes().clone();

        Verdict verdict = detector.detect(state, observation);

        assertThat(verdict).isEqualTo(expected);
        assertThat(verdict.kind().changesState()).isFalse();
        assertThat(verdict.score()).isZero();
        assertThat(state.bytes()).isEqualTo(before);
    }

    private static Observation row(long eventTimeMs, double value, long offset) {
        return new Observation(eventTimeMs, new double[] {value}, NO_COVARIATES, PARTITION, offset);
    }
}
