package io.surprisal.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.States;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TailCountsTest {

    private final SeriesState state = States.fresh(1);
    private final int at = state.layout().tailCounts(0);

    @Test
    void takesThePriorsWordWhereNothingWasCounted() {
        assertThat(TailCounts.SURPRISE.learn(state, at, 5, true)).isCloseTo(5, within(1e-12));
        assertThat(TailCounts.LEVEL.learn(States.fresh(1), at, -3.3, true)).isCloseTo(10, within(1e-12));
    }

    @Test
    void countsHowManyValuesWereAtLeastAsExtreme() {
        for (int row = 0; row < 999; row++) {
            TailCounts.LEVEL.learn(state, at, 0, true);
        }
        TailCounts.LEVEL.learn(state, at, 5, true);

        double tail = TailCounts.LEVEL.learn(state, at, 4, true);

        assertThat(tail).isCloseTo(Math.log(1_020 / (1 + 20 * Math.exp(-4 / 0.33))), within(1e-9));
    }

    @Test
    void findsNothingRareInAConstant() {
        double tail = 0;
        for (int row = 0; row < 30_000; row++) {
            tail = TailCounts.VARIABILITY.learn(state, at, 1.234, true);
        }

        assertThat(tail).isLessThan(Math.log(2) + 0.01);
    }

    @Test
    void growsUsedToValuesBeyondTheLastBin() {
        double first = TailCounts.SURPRISE.learn(state, at, 1_000, true);
        double last = first;
        for (int row = 0; row < 100; row++) {
            last = TailCounts.SURPRISE.learn(state, at, 1_000 + row, true);
        }

        assertThat(first).isGreaterThan(10);
        assertThat(last).isLessThan(0.2);
    }

    @Test
    void countsARecordByHowFarItExceedsWhatTheSeriesIsUsedTo() {
        Random random = new Random(2);
        SeriesState heavy = States.fresh(1);
        for (int row = 0; row < 5_000; row++) {
            double exponential = -Math.log(1 - random.nextDouble());
            TailCounts.SURPRISE.learn(state, at, exponential, true);
            TailCounts.SURPRISE.learn(heavy, at, 3 * exponential, true);
        }

        double steadyRecord = TailCounts.SURPRISE.learn(state, at, 12, false);
        double heavyRecord = TailCounts.SURPRISE.learn(heavy, at, 36, false);

        assertThat(steadyRecord).isCloseTo(12, within(2.0));
        assertThat(heavyRecord).isCloseTo(12, within(2.0));
        assertThat(TailCounts.SURPRISE.learn(heavy, at, 12, false)).isCloseTo(4, within(0.3));
    }

    @Test
    void continuesTheTailsOfTheVariabilityHalfwayOnBothSides() {
        for (int row = 0; row < 1_000; row++) {
            TailCounts.VARIABILITY.learn(state, at, row % 100 == 0 ? 2.5 : row % 100 == 50 ? -2.5 : 0, true);
        }
        double byPrior = Math.log(1_020 / (20 * Math.exp(-3.5 / 0.2)));

        double up = TailCounts.VARIABILITY.learn(state, at, 3.5, false);
        double down = TailCounts.VARIABILITY.learn(state, at, -3.5, false);

        assertThat(up).isBetween(13.0, byPrior - 2);
        assertThat(down).isBetween(13.0, byPrior - 2);
    }

    @Test
    void leavesTheCountsAsTheyAreWhereARowIsHeldBack() {
        byte[] before = state.bytes().clone();

        TailCounts.SURPRISE.learn(state, at, 3, false);

        assertThat(state.bytes()).isEqualTo(before);
    }

    @Test
    void measuresTheTailOfALongSeries() {
        Random random = new Random(1);
        double rare = 0;
        for (int row = 0; row < 50_000; row++) {
            double exponential = -Math.log(1 - random.nextDouble());
            rare = TailCounts.SURPRISE.learn(state, at, exponential, true) > Math.log(100) ? rare + 1 : rare;
        }

        assertThat(rare / 50_000).isCloseTo(0.01, within(0.002));
    }

    @Test
    void halvesTheCountsBeforeTheyOverflow() {
        for (int row = 0; row < 12_000; row++) {
            TailCounts.DRIFT.learn(state, at, 0, true);
        }

        assertThat(sum(TailCounts.DRIFT)).isEqualTo(6_000);
    }

    @Test
    void scalesTheCountsDownKeepingTheirShape() {
        for (int row = 0; row < 6_000; row++) {
            TailCounts.DRIFT.learn(state, at, row % 3 == 0 ? 10 : -10, true);
        }

        TailCounts.DRIFT.limit(state, at, 300);

        assertThat(sum(TailCounts.DRIFT)).isEqualTo(300);
        assertThat(TailCounts.DRIFT.learn(state, at, 10, true)).isCloseTo(Math.log(320 / 50.0), within(1e-3));
    }

    private int sum(TailCounts counts) {
        int sum = 0;
        for (int bin = 0; bin < counts.bins(); bin++) {
            sum += state.u16(at + 2 * bin);
        }
        return sum;
    }
}
