package io.surprisal.trainer.bench.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A check of the calibration as text. */
public final class CalibrationTable {

    private static final double MS_PER_SECOND = 1000;

    private CalibrationTable() {}

    /** The report's lines, without line ends. */
    public static List<String> lines(CalibrationReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("model " + report.model().name() + " " + report.model().version() + " "
                + report.model().sha256());
        lines.add(text(
                "rows without incidents at or above a nominal rate, measured / nominal (1 is right; counted in %.1f s)",
                report.took().toMillis() / MS_PER_SECOND));
        lines.add("");
        lines.add(text("%-12s %7s %12s %8s %8s %8s", "all rows", "series", "rows", "1/100", "1/1,000", "1/10,000"));
        for (SetRates set : report.sets()) {
            RowRates pooled = set.pooled();
            lines.add(text(
                    "%-12s %7d %,12d %8s %8s %8s",
                    set.name(),
                    set.keys().size(),
                    pooled.rows(),
                    ratio(pooled.ratio(0)),
                    ratio(pooled.ratio(1)),
                    ratio(pooled.ratio(2))));
        }
        lines.add("");
        lines.add(text(
                "%-12s %8s %7s %7s %7s %7s %8s %9s   %s",
                "by series", "rate", "series", "median", "5 %", "95 %", "worst", "within 2x", "worst series"));
        report.sets().forEach(set -> addSpreads(set, lines));
        lines.add("");
        lines.add("by series: those of which " + RowRates.LEAST_EXPECTED
                + " rows or more are expected above the rate; within 2x: share of them with a ratio from 0.5 to 2");
        return lines;
    }

    private static void addSpreads(SetRates set, List<String> lines) {
        for (int level = 0; level < RowRates.LEVELS.size(); level++) {
            RatioSpread spread = set.spread(level);
            if (spread.keys() > 0) {
                lines.add(text(
                        "%-12s %8s %7d %7s %7s %7s %8s %8.0f%%   %s",
                        set.name(),
                        text("1/%,d", Math.round(StrictMath.pow(10, RowRates.LEVELS.get(level)))),
                        spread.keys(),
                        ratio(spread.median()),
                        ratio(spread.low()),
                        ratio(spread.high()),
                        ratio(spread.worst()),
                        100 * spread.withinTwo(),
                        spread.worstKey()));
            }
        }
    }

    private static String ratio(double ratio) {
        return Double.isNaN(ratio) ? "-" : text("%.2f", ratio);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
