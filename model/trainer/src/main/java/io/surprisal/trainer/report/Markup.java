package io.surprisal.trainer.report;

import java.util.Locale;

/** Text and numbers as they stand in HTML. */
public final class Markup {

    private static final double LEAST_PLAIN = 1e-4;
    private static final double GREATEST_PLAIN = 1e6;

    private Markup() {}

    /** Text with the characters replaced that markup gives a meaning, and those left out that it does not allow. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    boolean allowed = character >= ' ' || character == '\n' || character == '\t';
                    escaped.appendCodePoint(allowed ? character : ' ');
                }
            }
        });
        return escaped.toString();
    }

    /** A number with about four digits; a dash for NaN. */
    public static String number(double number) {
        if (Double.isNaN(number)) {
            return "–";
        }
        double magnitude = Math.abs(number);
        if (magnitude != 0 && (magnitude < LEAST_PLAIN || magnitude >= GREATEST_PLAIN)) {
            return String.format(Locale.ROOT, "%.2e", number).replaceAll("\\.?0*e", "e");
        }
        String text =
                String.format(Locale.ROOT, "%." + (magnitude >= 1000 ? 0 : magnitude >= 10 ? 2 : 4) + "f", number);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** A number with a fixed count of decimals; a dash for NaN. */
    public static String decimals(double number, int decimals) {
        return Double.isNaN(number) ? "–" : String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }

    /** A count, its thousands parted. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A paragraph of text, of a class of the page's style. */
    public static String paragraph(String styleClass, String text) {
        return "<p class=\"" + styleClass + "\">" + escape(text) + "</p>\n";
    }
}
