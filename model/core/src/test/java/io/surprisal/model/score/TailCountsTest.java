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
        assertThat(TailCounts.SURPRISE.learn(state, at, 5)).isCloseTo(5, within(1e-12));
        assertThat(TailCounts.LEVEL.learn(States.fresh(1), at, -3.3)).isCloseTo(10, within(1e-12));
    }

    @Test
    void countsHowManyValuesWereAtLeastAsExtreme() {
        for (int row = 0; row < 999; row++) {
            TailCounts.LEVEL.learn(state, at, 0);
        }
        TailCounts.LEVEL.learn(state, at, 5);

        double tail = TailCounts.LEVEL.learn(state, at, 4);

        assertThat(tail).isCloseTo(Math.log(1_020 / (1 + 20 * Math.exp(-4 / 0.33))), within(1e-9));
    }

    @Test
    void findsNothingRareInAConstant() {
        double tail = 0;
        for (int row = 0; row < 30_000; row++) {
            tail = TailCounts.VARIABILITY.learn(state, at, 1.234);
        }

        assertThat(tail).isLessThan(Math.log(2) + 0.01);
    }

    @Test
    void growsUsedToValuesBeyondTheLastBin() {
        double first = TailCounts.SURPRISE.learn(state, at, 1_000);
        double last = first;
        for (int row = 0; row < 100; row++) {
            last = TailCounts.SURPRISE.learn(state, at, 1_000 + row);
        }

        assertThat(first).isGreaterThan(10);
        assertThat(last).isLessThan(0.2);
    }

    @Test
    void measuresTheTailOfALongSeries() {
        Random random = new Random(1);
        double rare = 0;
        for (int row = 0; row < 50_000; row++) {
            double exponential = -Math.log(1 - random.nextDouble());
            rare = TailCounts.SURPRISE.learn(state, at, exponential) > Math.log(100) ? rare + 1 : rare;
        }

        assertThat(rare / 50_000).isCloseTo(0.01, within(0.002));
    }

    @Test
    void halvesTheCountsBeforeTheyOverflow() {
        for (int row = 0; row < 12_000; row++) {
            TailCounts.DRIFT.learn(state, at, 0);
        }

        assertThat(sum(TailCounts.DRIFT)).isEqualTo(6_000);
    }

    @Test
    void scalesTheCountsDownKeepingTheirShape() {
        for (int row = 0; row < 6_000; row++) {
            TailCounts.DRIFT.learn(state, at, row % 3 == 0 ? 10 : -10);
        }

        TailCounts.DRIFT.limit(state, at, 300);

        assertThat(sum(TailCounts.DRIFT)).isEqualTo(300);
        assertThat(TailCounts.DRIFT.learn(state, at, 10)).isCloseTo(Math.log(320 / 50.0), within(1e-3));
    }

    private int sum(TailCounts counts) {
        int sum = 0;
        for (int bin = 0; bin < counts.bins(); bin++) {
            sum += state.u16(at + 2 * bin);
        }
        return sum;
    }
}
