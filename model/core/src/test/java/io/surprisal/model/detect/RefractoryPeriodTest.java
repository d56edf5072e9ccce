package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.series.SeriesState;
import org.junit.jupiter.api.Test;

class RefractoryPeriodTest {

    private static final int ROWS = 3;
    private static final double RARITY = 4;
    private static final double SCORE = 0.6;

    private final RefractoryPeriod period = new RefractoryPeriod(Networks.calibration(1, ROWS));
    private final SeriesState state = SeriesState.wrap(new Detector(Networks.random(1), 1).newState());

    @Test
    void letsTheFirstRowAboveTheThresholdThrough() {
        assertThat(period.isAlert(state, Verdict.THRESHOLD, 3)).isTrue();
    }

    @Test
    void neverAlertsBelowTheThreshold() {
        assertThat(period.isAlert(state, Math.nextDown(Verdict.THRESHOLD), 2.9)).isFalse();
    }

    @Test
    void silencesSoManyRowsAndNoMore() {
        period.isAlert(state, SCORE, RARITY);

        for (int row = 0; row < ROWS; row++) {
            assertThat(period.isAlert(state, SCORE, RARITY)).isFalse();
        }
        assertThat(period.isAlert(state, SCORE, RARITY)).isTrue();
    }

    @Test
    void countsRowsThatAreNotScored() {
        period.isAlert(state, SCORE, RARITY);

        for (int row = 0; row < ROWS; row++) {
            period.pass(state);
        }

        assertThat(period.isAlert(state, SCORE, RARITY)).isTrue();
    }

    @Test
    void alertsAgainAtOnceWhereTheRowIsClearlyRarer() {
        period.isAlert(state, SCORE, RARITY);

        assertThat(period.isAlert(state, SCORE, RARITY + 0.9)).isFalse();
        assertThat(period.isAlert(state, SCORE, RARITY + 1)).isTrue();
        assertThat(period.isAlert(state, SCORE, RARITY + 1)).isFalse();
    }
}
