package io.surprisal.trainer.data;

/** Numbers as they stand in CSV fields. */
final class FieldNumber {

    private FieldNumber() {}

    /**
     * Reads a reading's value.
     *
     * @return NaN for an empty field, NaN or null
     * @throws NumberFormatException if the field is none of these and no decimal number
     */
    static double value(String field) {
        String text = field.strip();
        return isMissing(text) ? Double.NaN : decimal(text);
    }

    /**
     * Reads a decimal number or an infinity.
     *
     * @throws NumberFormatException if the text is neither
     */
    static double decimal(String text) {
        if (text.isEmpty()) {
            throw new NumberFormatException("empty");
        }
        char last = text.charAt(text.length() - 1);
        // parseDouble also takes Java's suffixes (1d, 1f) and hexadecimal numbers, which always need an exponent p.
        if ((last >= '0' && last <= '9' && text.indexOf('p') < 0 && text.indexOf('P') < 0) || last == '.') {
            return Double.parseDouble(text);
        }
        boolean negative = text.startsWith("-");
        String magnitude = negative || text.startsWith("+") ? text.substring(1) : text;
        if (magnitude.equalsIgnoreCase("inf") || magnitude.equalsIgnoreCase("infinity")) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        throw new NumberFormatException(text);
    }

    /**
     * Reads a row index.
     *
     * @throws NumberFormatException if the text is no whole number within ±2^53
     */
    static long index(String text) {
        double number = decimal(text);
        if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
            throw new NumberFormatException(text);
        }
        return (long) number;
    }

    private static boolean isMissing(String text) {
        return text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("null");
    }
}
