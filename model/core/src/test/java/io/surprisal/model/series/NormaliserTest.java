package io.surprisal.model.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormaliserTest {

    private final SeriesState state = States.fresh(1);
    private final Normaliser normaliser = new Normaliser();
    private final ExactNormaliser exact = new ExactNormaliser();

    @BeforeEach
    void load() {
        normaliser.load(state, 0);
    }

    @ParameterizedTest(name = "around {0}")
    @ValueSource(doubles = {0, 50, -1e9, 1e9, 1e15})
    void followsTheEquationsInDoublePrecision(double level) {
        Random random = new Random(1);
        double spread = 0.01 * Math.abs(level) + 1;

        for (int row = 0; row < 5_000; row++) {
            assertFollows(level + spread * random.nextGaussian());
        }
    }

    @Test
    void keepsItsResolutionWhenTheLevelMovesFromZeroToABillion() {
        Random random = new Random(2);
        for (int row = 0; row < 60_000; row++) {
            learn(random.nextGaussian());
        }
        for (int row = 0; row < 4_000; row++) {
            learn(1e9 + 1e7 * random.nextGaussian());
        }

        normaliser.load(state, 0);
        double difference = normaliser.observedY(1e9 + 1) - normaliser.observedY(1e9);
        assertThat(difference * normaliser.scale()).isCloseTo(1, within(0.01));
        assertThat(state.f64(state.layout().block(0) + SeriesStateLayout.ANCHOR))
                .isGreaterThan(1e8);
        // A float of this size has steps of 64; relative to the anchor it is off by less than one.
        assertThat(normaliser.lastY()).isCloseTo(normaliser.observedY(last), within(1 / normaliser.scale()));
    }

    @Test
    void takesTheFirstMovementOfAConstantSeriesAtItsWord() {
        for (int row = 0; row < 10_000; row++) {
            learn(0);
        }

        learn(5);

        normaliser.load(state, 0);
        assertThat(normaliser.scale()).isCloseTo(5 / Math.sqrt(10_000), within(0.001));
        assertThat(normaliser.observedY(5)).isLessThan(6);
    }

    @Test
    void learnsItsScaleAnewWhereALevelIsThereToStay() {
        Random random = new Random(3);
        for (int row = 0; row < 60_000; row++) {
            learn(random.nextGaussian());
        }
        for (int row = 0; row < 999; row++) {
            learn(1_000 + random.nextGaussian());
        }
        normaliser.load(state, 0);
        assertThat(normaliser.centre()).isLessThan(900);

        for (int row = 0; row < 200; row++) {
            learn(1_000 + random.nextGaussian());
        }

        normaliser.load(state, 0);
        assertThat(normaliser.centre()).isCloseTo(1_000, within(1.0));
        assertThat(normaliser.scale()).isCloseTo(1, within(0.3));
    }

    @Test
    void seesAUnitOfNoiseOnALevelOfABillion() {
        Random random = new Random(4);
        for (int row = 0; row < 2_000; row++) {
            double noise = random.nextGaussian();
            normaliser.load(state, 0);
            double y = normaliser.observedY(1e9 + noise);
            learn(1e9 + noise);
            if (row > 500) {
                assertThat(Math.sinh(y)).isCloseTo(noise, within(0.5));
            }
        }
    }

    @Test
    void findsAScaleSoonAfterAConstantSeriesMoves() {
        Random random = new Random(5);
        for (int row = 0; row < 1_000; row++) {
            learn(100);
        }
        for (int row = 0; row < 300; row++) {
            learn(100 + random.nextGaussian());
        }
        normaliser.load(state, 0);

        assertThat(normaliser.scale()).isBetween(0.1, 1.0);
    }

    @Test
    void clipsOneSpikeSoThatItMovesTheScaleLittle() {
        Random random = new Random(3);
        for (int row = 0; row < 1_000; row++) {
            learn(random.nextGaussian());
        }
        normaliser.load(state, 0);
        double before = normaliser.scale();

        learn(1e6);

        normaliser.load(state, 0);
        assertThat(normaliser.scale()).isLessThan(1.05 * before);
    }

    @Test
    void undoesItself() {
        learn(3);
        learn(5);
        normaliser.load(state, 0);

        double y = normaliser.observedY(4.5);

        assertThat(normaliser.value(y) + 3).isCloseTo(4.5, within(1e-12));
    }

    private double last;

    private void assertFollows(double value) {
        normaliser.load(state, 0);
        assertThat(normaliser.observedY(value)).isCloseTo(exact.y(value), within(2e-5));
        exact.learn(value);
        learn(value);
    }

    private void learn(double value) {
        last = value;
        normaliser.load(state, 0);
        normaliser.learn(value);
        DailyProfile.reanchor(state, 0, normaliser);
        normaliser.store(state, 0);
    }

    /** The equations of {@link Normaliser}, word for word, without anchor and floats. */
    private static final class ExactNormaliser {
        private double mean;
        private double variance;
        private int rows;

        double scale() {
            boolean constant = Math.sqrt(variance) <= 1e-12 * Math.abs(mean) + 1e-9;
            return rows == 0 ? 1 : constant ? 1e-3 * Math.abs(mean) + 1e-9 : Math.sqrt(variance);
        }

        double y(double value) {
            double z = (value - mean) / scale();
            return rows == 0 ? 0 : Math.signum(z) * Math.log(Math.abs(z) + Math.sqrt(1 + z * z));
        }

        void learn(double value) {
            if (rows == 0) {
                mean = value;
            } else {
                double limit = rows > 30 ? 8 * scale() : Double.MAX_VALUE;
                double distance = Math.min(Math.max(value - mean, -limit), limit);
                double rate = Math.max(1.0 / (rows + 1), 1.0 / 50_000);
                mean += rate * distance;
                variance = (1 - rate) * (variance + rate * distance * distance);
            }
            rows++;
        }
    }
}
