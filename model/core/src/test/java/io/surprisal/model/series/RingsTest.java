package io.surprisal.model.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Far forecasts and recent rows: what is put in comes out when its row is due. */
class RingsTest {

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {1, 4})
    void handsAFarForecastOutNinetyFiveRowsLater(int features) {
        SeriesState state = States.fresh(features);
        int last = features - 1;

        for (int row = 0; row < 300; row++) {
            double due = FarForecasts.due(state, last);
            assertThat(due).isCloseTo(row < 95 ? 0 : forecast(row - 95), within(1 / 32.0));
            FarForecasts.put(state, last, forecast(row));
            state.increment(SeriesStateLayout.ROWS);
        }
    }

    @Test
    void limitsAFarForecastToWhatItsByteHolds() {
        SeriesState state = States.fresh(2);

        FarForecasts.put(state, 0, -100);
        FarForecasts.put(state, 1, 100);

        assertThat(FarForecasts.due(state, 0)).isEqualTo(-8);
        assertThat(FarForecasts.due(state, 1)).isEqualTo(127 / 16.0);
    }

    @Test
    void keepsNoFarForecastsOfMoreThanFourFeatures() {
        SeriesState state = States.fresh(5);

        FarForecasts.put(state, 4, 3);

        assertThat(FarForecasts.due(state, 4)).isZero();
        assertThat(state).isEqualTo(States.fresh(5));
    }

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {1, 3})
    void remembersTheLastRows(int features) {
        SeriesState state = States.fresh(features);
        int window = state.layout().window();

        for (int row = 0; row < 3 * window; row++) {
            RecentRows.putGap(state, row / 8.0);
            RecentRows.putY(state, features - 1, -row / 4.0);
            state.increment(SeriesStateLayout.ROWS);
        }

        assertThat(RecentRows.count(state)).isEqualTo(window);
        for (int back = 1; back <= window; back++) {
            int row = 3 * window - back;
            assertThat(RecentRows.logGap(state, back)).isEqualTo(row / 8.0);
            assertThat(RecentRows.y(state, features - 1, back)).isEqualTo(-row / 4.0);
        }
    }

    private static double forecast(int row) {
        return Math.sin(row) * 4;
    }
}
