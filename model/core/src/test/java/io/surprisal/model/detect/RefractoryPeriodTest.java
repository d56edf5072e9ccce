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
    void silencesSoManyRowsAndNoMore() {
        isAlert(RARITY);

        for (int row = 0; row < ROWS; row++) {
            assertThat(isAlert(RARITY)).isFalse();
        }
        assertThat(isAlert(RARITY)).isTrue();
    }

    @Test
    void countsRowsThatAreNotScored() {
        isAlert(RARITY);

        for (int row = 0; row < ROWS; row++) {
            period.pass(state);
        }

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
            period.pass(state);
        }
        return over;
    }
}
