package io.surprisal.model;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void refusesToStoreACurveOfAnotherNumberOfKnots() {
        Calibration calibration = new Calibration(Curve.of(0, 0, 1, 1), Curve.line(1, 1), 40, 1);

        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(calibration::tensors)
                .withMessage("curve must have 8 knots to be stored: knots=2");
    }

    @Test
    void refusesAMarginThatIsNotANumber() {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> new Calibration(Curve.line(1, 1), Curve.line(1, 1), 40, Float.NaN))
                .withMessage("realertMargin must be finite and not negative: realertMargin=NaN");
    }
}
