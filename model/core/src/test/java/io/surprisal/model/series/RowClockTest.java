package io.surprisal.model.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RowClockTest {

    private final SeriesState state = States.fresh(1);
    private final RowClock clock = new RowClock();
    private long timeMs = 1_000_000;

    @Test
    void takesTheFirstGapAsTypical() {
        rows(2, 60_000);

        assertThat(clock.typicalGap()).isEqualTo(60);
        assertThat(clock.logGap()).isZero();
    }

    @Test
    void measuresAGapInTypicalOnesAndFollowsItNoMoreThanFourfold() {
        rows(200, 60_000);

        rows(1, 60_000_000);

        assertThat(clock.logGap()).isCloseTo(Math.log(1_000), within(1e-6));
        assertThat(clock.typicalGap()).isCloseTo(60 + 0.02 * 180, within(1e-3));
    }

    @Test
    void leavesTheTypicalGapAloneWhereTwoRowsHaveOneTime() {
        rows(200, 100);

        rows(1, 0);

        assertThat(clock.typicalGap()).isCloseTo(0.1, within(1e-6));
        assertThat(clock.logGap()).isLessThan(-3);
    }

    private void rows(int count, long gapMs) {
        for (int row = 0; row < count; row++) {
            timeMs += gapMs;
            clock.advance(state, timeMs);
            state.putI64(SeriesStateLayout.LAST_EVENT_TIME, timeMs);
            state.increment(SeriesStateLayout.ROWS);
        }
    }
}
