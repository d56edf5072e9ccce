package io.surprisal.model.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ForecastTest {

    @Test
    void theMeanIsTheBaseAndTheWeightedOffsets() {
        Forecast forecast = new Forecast();
        forecast.bases[0] = 2;
        setParts(forecast, new float[] {0, 0, -50}, new float[] {1, 2, 100}, new float[] {0, 0, 0});

        assertThat(forecast.mean(Horizon.NEXT)).isCloseTo(3.5, within(1e-12));
    }

    @Test
    void oneLogisticHasTheDeviationOfItsScale() {
        Forecast forecast = new Forecast();
        setParts(forecast, new float[] {80, 0, 0}, new float[] {4, 0, 0}, new float[] {1, 0, 0});

        double expected = Math.PI / Math.sqrt(3) * Math.E;
        assertThat(forecast.deviation(Horizon.NEXT)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void theDistanceBetweenMeansAddsToTheDeviation() {
        Forecast forecast = new Forecast();
        setParts(forecast, new float[] {0, 0, -900}, new float[] {-3, 3, 0}, new float[] {-5, -5, 0});

        double own = Math.PI * Math.PI / 3 * StrictMath.exp(-10);
        assertThat(forecast.deviation(Horizon.NEXT)).isCloseTo(Math.sqrt(9 + own), within(1e-12));
    }

    @Test
    void logScalesEndAtTheirLimits() {
        Forecast forecast = new Forecast();
        setParts(forecast, new float[3], new float[3], new float[] {-900, -900, -900});
        double smallest = forecast.deviation(Horizon.NEXT);
        setParts(forecast, new float[3], new float[3], new float[] {900, 900, 900});
        double largest = forecast.deviation(Horizon.NEXT);

        double deviationOfScale1 = Math.PI / Math.sqrt(3);
        assertThat(smallest).isCloseTo(deviationOfScale1 * StrictMath.exp(-5), within(1e-12));
        assertThat(largest).isCloseTo(deviationOfScale1 * StrictMath.exp(2), within(1e-12));
    }

    @Test
    void aFarBaseDoesNotBlurTheDeviation() {
        Forecast forecast = new Forecast();
        setParts(forecast, new float[3], new float[] {-1, 0, 1}, new float[] {-5, -5, -5});
        double near = forecast.deviation(Horizon.NEXT);
        forecast.bases[0] = 1e6f;

        assertThat(forecast.deviation(Horizon.NEXT)).isEqualTo(near);
    }

    @Test
    void aQuantileOfOneLogisticIsItsOwn() {
        Forecast forecast = new Forecast();
        forecast.bases[0] = 3;
        setParts(forecast, new float[] {80, 0, 0}, new float[] {1, 0, 0}, new float[] {1, 0, 0});

        assertThat(forecast.quantile(Horizon.NEXT, 0.5)).isCloseTo(4, within(1e-6));
        assertThat(forecast.quantile(Horizon.NEXT, 0.95)).isCloseTo(4 + Math.E * StrictMath.log(19), within(1e-6));
        assertThat(forecast.quantile(Horizon.NEXT, 0.05)).isCloseTo(4 - Math.E * StrictMath.log(19), within(1e-6));
    }

    @Test
    void aQuantileOfAMixtureLiesWhereItsPartsTogetherReachTheShare() {
        Forecast forecast = new Forecast();
        setParts(forecast, new float[] {0, 0, -900}, new float[] {-10, 10, 0}, new float[] {-5, -5, 0});

        assertThat(forecast.quantile(Horizon.NEXT, 0.25)).isCloseTo(-10, within(1e-6));
        assertThat(forecast.quantile(Horizon.NEXT, 0.75)).isCloseTo(10, within(1e-6));
    }

    private static void setParts(Forecast forecast, float[] logits, float[] means, float[] logScales) {
        System.arraycopy(logits, 0, forecast.head, 0, 3);
        System.arraycopy(means, 0, forecast.head, 3, 3);
        System.arraycopy(logScales, 0, forecast.head, 6, 3);
    }
}
