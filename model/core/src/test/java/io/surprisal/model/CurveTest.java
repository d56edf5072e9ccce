package io.surprisal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurveTest {

    @ParameterizedTest(name = "A({0}) = {1}")
    @CsvSource({"-5, 0.5", "0, 0.5", "1, 0.5", "2, 1", "3, 1.5", "5, 2", "7, 2.5", "9, 3", "107, 27.5"})
    void isLinearBetweenKnotsConstantBeforeAndGoesOnByTheLastSlope(double statistic, double rate) {
        Curve curve = Curve.of(1, 0.5f, 3, 1.5f, 7, 2.5f);

        assertThat(curve.at(statistic)).isCloseTo(rate, within(1e-12));
    }

    @Test
    void neverDecreases() {
        Curve curve = Curve.of(0, 0, 1, 2, 1.5f, 2, 4, 2.25f);
        double last = 0;

        for (double statistic = -1; statistic < 10; statistic += 0.01) {
            assertThat(curve.at(statistic)).isGreaterThanOrEqualTo(last);
            last = curve.at(statistic);
        }
    }

    @Test
    void aLineRunsFromTheOriginThroughItsPoint() {
        Curve curve = Curve.line(10.85f, 3);

        assertThat(curve.size()).isEqualTo(TensorLayout.CURVE_KNOTS);
        assertThat(curve.at(0)).isZero();
        assertThat(curve.at(10.85)).isCloseTo(3, within(1e-6));
        assertThat(curve.at(21.7)).isCloseTo(6, within(1e-5));
    }

    @Test
    void refusesFewerThanTwoKnots() {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> Curve.of(1, 2))
                .withMessage("curve must have at least 2 knots (s, A): values=2");
        assertThatExceptionOfType(InvalidModelException.class).isThrownBy(() -> Curve.of(1, 2, 3, 4, 5));
    }

    @ParameterizedTest(name = "({0}, {1}), ({2}, {3})")
    @CsvSource({
        "1, 0, 1, 1",
        "2, 0, 1, 1",
        "0, 1, 1, 0.9",
        "0, -1, 1, 1",
        "0, NaN, 1, 1",
        "NaN, 0, 1, 1",
        "0, 0, 1, Infinity"
    })
    void refusesWhatIsNotMonotone(float s0, float a0, float s1, float a1) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> Curve.of(s0, a0, s1, a1))
                .withMessageContaining("strictly increasing s and non-negative, never decreasing A: knot ");
    }

    @Test
    void equalKnotsAreEqualCurves() {
        assertThat(Curve.of(0, 0, 1, 1))
                .isEqualTo(Curve.of(0, 0, 1, 1))
                .hasSameHashCodeAs(Curve.of(0, 0, 1, 1))
                .isNotEqualTo(Curve.of(0, 0, 1, 2))
                .hasToString("Curve[0.0, 0.0, 1.0, 1.0]");
    }
}
