package io.surprisal.trainer.evaluate;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;

/**
 * Writes a number with the fewest digits that read back as the same double: in plain decimals from 10^-6 up to 10^21,
 * with an exponent beyond, as JavaScript does.
 *
 * <p>{@link Double#toString(double)} finds the fewest digits from JDK 19 on; they are taken from a library here, so that
 * every JDK writes the same text.
 */
final class ShortestDecimal {

    private static final int LEAST_PLAIN_EXPONENT = -6;
    private static final int LEAST_EXPONENT_ABOVE_PLAIN = 21;
    private static final String NO_FRACTION = ".0";

    private ShortestDecimal() {}

    /** The number's text; empty for NaN, as missing values stand in CSV files. */
    static String of(double number) {
        if (Double.isNaN(number)) {
            return "";
        }
        String text = NumberOutput.toString(number, true);
        int mark = text.indexOf('E');
        if (mark < 0) {
            return text.endsWith(NO_FRACTION) ? text.substring(0, text.length() - NO_FRACTION.length()) : text;
        }
        int exponent = Integer.parseInt(text, mark + 1, text.length(), 10);
        return exponent >= LEAST_PLAIN_EXPONENT && exponent < LEAST_EXPONENT_ABOVE_PLAIN
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : text.replace(".0E", "E");
    }
}
