package io.surprisal.trainer.report;

import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A chart with two axes as inline SVG. What is added later lies above what was added before; the colours are the page's.
 * Not thread-safe.
 */
public final class Chart {

    private static final int WIDTH = 960;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 20;
    private static final int BOTTOM = 20;
    private static final int ROWS_PER_TICK = 45; // pixels
    private static final double LEAST_SPAN = 2; // pixels
    private static final double MARKS_Y = 11;

    private final Interval xs;
    private final Interval ys;
    private final int height;
    private final String description;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder labels = new StringBuilder();

    /**
     * An empty chart.
     *
     * @param description what it shows, for those who do not see it
     * @param height of the drawing area, in pixels where it is 884 wide
     */
    public Chart(String description, Interval xs, Interval ys, int height) {
        this(description, xs, ys, height, Markup::number);
    }

    /**
     * The same with words on the vertical axis.
     *
     * @param words for each round number on it
     */
    public Chart(String description, Interval xs, Interval ys, int height, DoubleFunction<String> words) {
        this.description = description;
        this.xs = xs;
        this.ys = ys;
        this.height = height;
        for (double tick : ys.ticks(Math.max(2, height / ROWS_PER_TICK))) {
            content.append(line("grid", LEFT, y(tick), WIDTH - RIGHT, y(tick)));
            label("tick end", LEFT - 6.0, y(tick) + 4, words.apply(tick));
        }
    }

    private double x(double value) {
        return LEFT + xs.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return TOP + (1 - ys.place(value)) * height;
    }

    private static String line(String style, double fromX, double fromY, double toX, double toY) {
        return text(
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style, fromX, fromY, toX, toY);
    }

    private void label(String style, double x, double y, String words) {
        labels.append(text("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", style, x, y, Markup.escape(words)));
    }

    /** A word at the upper left corner. */
    public Chart title(String words) {
        label("name", 4, TOP - 6.0, words);
        return this;
    }

    /** A word below the horizontal axis. */
    public Chart tick(double at, String words) {
        String anchor = xs.place(at) < 0.05 ? "tick" : xs.place(at) > 0.95 ? "tick end" : "tick middle";
        labels.append(line("grid", x(at), TOP + (double) height, x(at), TOP + height + 4.0));
        label(anchor, x(at), TOP + height + 15.0, words);
        return this;
    }

    /** Round numbers below the horizontal axis. */
    public Chart numberTicks(int wished) {
        xs.ticks(wished).forEach(tick -> tick(tick, Markup.number(tick)));
        return this;
    }

    /** A stretch of the horizontal axis, with words that a pointer shows. */
    public Chart span(Mark mark, double from, double to, String words) {
        double width = Math.max(x(to) - x(from), LEAST_SPAN);
        content.append(text(
                "<rect class=\"span %s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s</title></rect>%n",
                mark.styleClass(), x(from), TOP, width, height, Markup.escape(words)));
        return this;
    }

    /** A mark above the drawing area, with words that a pointer shows. */
    public Chart mark(Mark mark, double at, String words) {
        labels.append(text(
                "<path class=\"%s\" transform=\"translate(%.1f,%.1f)\" d=\"%s\"><title>%s</title></path>%n",
                mark.styleClass(), x(at), MARKS_Y, mark.path(), Markup.escape(words)));
        return this;
    }

    /** A horizontal line through the whole chart, with a word at its right. */
    public Chart level(double at, String words) {
        content.append(line("level", LEFT, y(at), WIDTH - RIGHT, y(at)));
        label("tick end", WIDTH - RIGHT - 4.0, y(at) - 4, words);
        return this;
    }

    /** A curve, of a class of the page's style. */
    public Chart curve(String styleClass, Envelope curve) {
        StringBuilder path = new StringBuilder();
        double before = Double.NaN;
        for (int bucket = 0; bucket < curve.buckets(); bucket++) {
            double low = curve.least(bucket);
            double high = curve.greatest(bucket);
            if (Double.isNaN(low)) {
                before = Double.NaN;
                continue;
            }
            boolean rising = Double.isNaN(before) || Math.abs(before - low) <= Math.abs(before - high);
            point(path, Double.isNaN(before), x(curve.row(bucket)), y(rising ? low : high));
            if (low < high) {
                point(path, false, x(curve.row(bucket)), y(rising ? high : low));
            }
            before = rising ? high : low;
        }
        return path(styleClass, path);
    }

    /** A curve through points. */
    public Chart curve(String styleClass, double[] x, double[] y) {
        StringBuilder path = new StringBuilder();
        boolean begins = true;
        for (int i = 0; i < x.length; i++) {
            boolean known = Double.isFinite(x[i]) && Double.isFinite(y[i]);
            if (known) {
                point(path, begins, x(x[i]), y(y[i]));
            }
            begins = !known;
        }
        return path(styleClass, path);
    }

    /** The area between the least values of one curve and the greatest of another. */
    public Chart band(String styleClass, Envelope lower, Envelope upper) {
        StringBuilder path = new StringBuilder();
        int from = 0;
        while (from < lower.buckets()) {
            int to = from;
            while (to < lower.buckets() && !Double.isNaN(lower.least(to)) && !Double.isNaN(upper.greatest(to))) {
                to++;
            }
            for (int bucket = from; bucket < to; bucket++) {
                point(path, bucket == from, x(lower.row(bucket)), y(inside(upper.greatest(bucket))));
            }
            for (int bucket = to - 1; bucket >= from; bucket--) {
                point(path, false, x(lower.row(bucket)), y(inside(lower.least(bucket))));
            }
            path.append(to > from ? "Z" : "");
            from = to + 1;
        }
        return path(styleClass, path);
    }

    /** Bands may reach far beyond what is shown. */
    private double inside(double value) {
        double margin = ys.high() - ys.low();
        return Math.min(Math.max(value, ys.low() - margin), ys.high() + margin);
    }

    private Chart path(String styleClass, StringBuilder path) {
        if (!path.isEmpty()) {
            content.append("<path class=\"")
                    .append(styleClass)
                    .append("\" d=\"")
                    .append(path)
                    .append("\"/>\n");
        }
        return this;
    }

    private static void point(StringBuilder path, boolean begins, double x, double y) {
        path.append(begins ? 'M' : 'L').append(tenth(x)).append(',').append(tenth(y));
    }

    /** As few characters as a tenth of a pixel needs: there are many points. */
    private static String tenth(double pixels) {
        long tenths = Math.round(pixels * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : text("%.1f", tenths / 10.0);
    }

    /** The chart's markup. */
    public String svg() {
        int total = TOP + height + BOTTOM;
        return text(
                        "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                        WIDTH, total, Markup.escape(description))
                + text(
                        "<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" viewBox=\"%d %d %d %d\">%n",
                        LEFT, TOP, WIDTH - LEFT - RIGHT, height, LEFT, TOP, WIDTH - LEFT - RIGHT, height)
                + content + "</svg>\n" + labels
                + line("axis", LEFT, TOP + (double) height, WIDTH - RIGHT, TOP + (double) height)
                + "</svg>\n";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).replace(System.lineSeparator(), "\n");
    }
}
