package io.surprisal.trainer.evaluate;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Writes a number with the fewest digits that read back as the same double.
 *
 * <p>{@link Double#toString(double)} does so from JDK 19 on; the same method is taken from a library here, so that every
 * JDK writes the same text. A fraction of zero is left out.
 */
final class ShortestDecimal {

    private static final String NO_FRACTION = ".0";

    private ShortestDecimal() {}

    /** The number's text; empty for NaN, as missing values stand in CSV files. */
    static String of(double number) {
        if (Double.isNaN(number)) {
            return "";
        }
        String text = NumberOutput.toString(number, true);
        if (text.endsWith(NO_FRACTION)) {
            return text.substring(0, text.length() - NO_FRACTION.length());
        }
        return text.replace(".0E", "E");
    }
}
