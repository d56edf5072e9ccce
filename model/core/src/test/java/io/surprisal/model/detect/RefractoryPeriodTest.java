package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.series.SeriesState;
import org.junit.jupiter.api.Test;

class RefractoryPeriodTest {

    private static final int ROWS = 3;
    private static final double RARITY = 4;

    private final RefractoryPeriod period = new RefractoryPeriod(Networks.calibration(1, ROWS));
    private final SeriesState state = SeriesState.wrap(new Detector(Networks.random(1), 1).newState());

    @Test
    void letsTheFirstRowAboveTheThresholdThrough() {
        assertThat(isAlert(3)).isTrue();
    }

    @Test
    void makesOneAlertOfAnIncidentHoweverLongItLasts() {
        isAlert(RARITY);

        for (int row = 0; row < 100; row++) {
            assertThat(isAlert(RARITY)).isFalse();
        }
    }

    @Test
    void endsAnIncidentAfterSoManyQuietRowsAndNoLess() {
        isAlert(RARITY);
        quiet(ROWS - 1);
        assertThat(isAlert(RARITY)).isFalse();
        quiet(ROWS - 1);
        assertThat(isAlert(RARITY)).isFalse();

        quiet(ROWS);

        assertThat(isAlert(RARITY)).isTrue();
    }

    @Test
    void alertsAgainLateInAnIncidentWhereTheRowIsClearlyRarer() {
        isAlert(RARITY);
        for (int row = 0; row < 100; row++) {
            isAlert(RARITY + 0.9);
        }

        assertThat(isAlert(RARITY + 1)).isTrue();
    }

    @Test
    void countsRowsThatAreNotScored() {
        isAlert(RARITY);

        quiet(ROWS);

        assertThat(isAlert(RARITY)).isTrue();
    }

    @Test
    void alertsAgainAtOnceWhereTheRowIsClearlyRarer() {
        isAlert(RARITY);

        assertThat(isAlert(RARITY + 0.9)).isFalse();
        assertThat(isAlert(RARITY + 1)).isTrue();
        assertThat(isAlert(RARITY + 1)).isFalse();
    }

    private boolean isAlert(double rarity) {
        boolean over = period.isOver(state, rarity);
        if (over) {
            period.begin(state, rarity);
        } else {
            period.prolong(state);
        }
        return over;
    }

    private void quiet(int rows) {
        for (int row = 0; row < rows; row++) {
            period.pass(state);
        }
    }
}
