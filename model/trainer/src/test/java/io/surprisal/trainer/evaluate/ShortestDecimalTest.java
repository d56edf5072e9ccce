package io.surprisal.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestDecimalTest {

    /** JDK 17 itself writes 2E23 as 1.9999999999999998E23, and likewise 8.41E21. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0, 0",
        "104, 104",
        "-3, -3",
        "0.5, 0.5",
        "0.1, 0.1",
        "1e-5, 0.00001",
        "1.25e-6, 0.00000125",
        "1.25e-7, 1.25E-7",
        "12345678, 12345678",
        "-12345678.5, -12345678.5",
        "1e20, 100000000000000000000",
        "1e21, 1E21",
        "2e-3, 0.002",
        "2E23, 2E23",
        "8.41E21, 8.41E21",
        "5.0E-324, 4.9E-324"
    })
    void writesTheFewestDigits(double number, String text) {
        assertThat(ShortestDecimal.of(number)).isEqualTo(text);
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3"})
    void writesWhatReadsBackAsTheSameNumber(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            double number = i % 2 == 0 ? random.nextDouble() : Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(ShortestDecimal.of(number))).isEqualTo(number);
            }
        }
    }

    @Test
    void leavesMissingValuesEmpty() {
        assertThat(ShortestDecimal.of(Double.NaN)).isEmpty();
    }
}
