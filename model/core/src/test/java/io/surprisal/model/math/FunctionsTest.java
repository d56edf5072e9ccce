package io.surprisal.model.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {

    private static final int ROUNDS = 20_000;
    private static final double FOUR_UNITS_IN_THE_LAST_PLACE = 4 * 0x1p-52;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void expAgreesWithTheLibrary(long seed) {
        assertRelative(seed, -700, 700, Functions::exp, StrictMath::exp);
        assertRelative(seed, -1, 1, Functions::exp, StrictMath::exp);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void exp2AgreesWithTheLibrary(long seed) {
        assertRelative(seed, -20, 20, Functions::exp2, x -> StrictMath.pow(2, x));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void logAgreesWithTheLibrary(long seed) {
        assertRelative(seed, 0, 3, Functions::log, StrictMath::log);
        assertRelative(seed, 0, 1e12, Functions::log, StrictMath::log);
        assertThat(Functions.log(Double.MIN_VALUE)).isCloseTo(StrictMath.log(Double.MIN_VALUE), within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void sinhAgreesWithTheLibrary(long seed) {
        assertRelative(seed, -1, 1, Functions::sinh, StrictMath::sinh);
        assertRelative(seed, -80, 80, Functions::sinh, StrictMath::sinh);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void asinhIsTheInverseOfSinh(long seed) {
        assertRelative(seed, -1e-3, 1e-3, x -> Functions.asinh(Functions.sinh(x)), x -> x);
        assertRelative(seed, -2, 2, x -> Functions.asinh(Functions.sinh(x)), x -> x);
        assertRelative(seed, -80, 80, x -> Functions.asinh(Functions.sinh(x)), x -> x);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void sineAndCosineOfTurnsAgreeWithTheLibrary(long seed) {
        Random random = new Random(seed);

        for (int round = 0; round < ROUNDS; round++) {
            double turns = 4 * random.nextDouble() - 2;
            assertThat(Functions.sinOfTurns(turns)).isCloseTo(StrictMath.sin(2 * Math.PI * turns), within(4e-15));
            assertThat(Functions.cosOfTurns(turns)).isCloseTo(StrictMath.cos(2 * Math.PI * turns), within(4e-15));
        }
    }

    @Test
    void quarterTurnsAreExact() {
        assertThat(Functions.sinOfTurns(0.25)).isEqualTo(1);
        assertThat(Functions.sinOfTurns(0.5)).isZero();
        assertThat(Functions.cosOfTurns(0.5)).isEqualTo(-1);
        assertThat(Functions.cosOfTurns(0.75)).isZero();
    }

    @Test
    void limitsAreThoseOfMathematics() {
        assertThat(Functions.exp(0)).isEqualTo(1);
        assertThat(Functions.exp(-1000)).isZero();
        assertThat(Functions.exp(1000)).isInfinite();
        assertThat(Functions.exp2(-3)).isEqualTo(0.125);
        assertThat(Functions.exp2(-2000)).isZero();
        assertThat(Functions.exp2(2000)).isInfinite();
        assertThat(Functions.log(1)).isZero();
        assertThat(Functions.log(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Functions.log(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Functions.asinh(1e30)).isCloseTo(StrictMath.log(2e30), within(1e-12));
        assertThat(Functions.asinh(0)).isZero();
    }

    @Test
    void whatHasNoValueIsNan() {
        assertThat(Functions.log(-1)).isNaN();
        assertThat(Functions.log(Double.NaN)).isNaN();
        assertThat(Functions.exp(Double.NaN)).isNaN();
        assertThat(Functions.asinh(Double.NaN)).isNaN();
        assertThat(Functions.sinh(Double.NaN)).isNaN();
    }

    @Test
    void thePeriodIsOneWholeDayOfMilliseconds() {
        double day = 86_400_000;

        for (int hour = 0; hour < 24; hour++) {
            double turns = hour * 3_600_000 / day;
            assertThat(Functions.sinOfTurns(turns + 1)).isCloseTo(Functions.sinOfTurns(turns), within(1e-14));
        }
    }

    private static void assertRelative(
            long seed, double from, double to, DoubleUnaryOperator found, DoubleUnaryOperator expected) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            double x = from + (to - from) * random.nextDouble();
            double exact = expected.applyAsDouble(x);
            assertThat(found.applyAsDouble(x))
                    .as("x=%s", x)
                    .isCloseTo(exact, within(Math.abs(exact) * FOUR_UNITS_IN_THE_LAST_PLACE));
        }
    }
}
