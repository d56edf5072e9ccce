package io.surprisal.trainer.train.page;

import io.surprisal.trainer.report.Chart;
import io.surprisal.trainer.report.Interval;
import io.surprisal.trainer.report.Markup;
import java.util.List;
import java.util.stream.IntStream;

/** Measured rates against nominal ones as a chart of two logarithmic axes. */
final class RateSection {

    private static final int HEIGHT = 300;
    private static final double FACTOR = StrictMath.log10(2);
    private static final List<String> STYLES = List.of("value", "second", "third", "fourth");

    private final List<RateCount> counts;

    RateSection(List<RateCount> counts) {
        this.counts = counts;
    }

    String html() {
        Interval axis = new Interval(0, RateCount.GREATEST);
        double[] nominal = {0, RateCount.GREATEST};
        Chart chart = new Chart(
                        "measured against nominal rate of rows by set, both logarithmic",
                        axis,
                        axis,
                        HEIGHT,
                        RateSection::words)
                .title("measured")
                .curve("ideal", nominal, nominal)
                .curve("ideal", nominal, new double[] {FACTOR, RateCount.GREATEST + FACTOR})
                .curve("ideal", nominal, new double[] {-FACTOR, RateCount.GREATEST - FACTOR});
        StringBuilder legend = new StringBuilder("<p class=\"legend\">");
        for (int place = 0; place < counts.size(); place++) {
            String style = STYLES.get(place % STYLES.size());
            chart.curve(style, levels(counts.get(place)), measured(counts.get(place)));
            legend.append("<span><i class=\"swatch ").append(style).append("\"></i> ");
            legend.append(Markup.escape(counts.get(place).name())).append("</span>");
        }
        for (int rarity = 1; rarity < RateCount.GREATEST; rarity++) {
            chart.tick(rarity, words(rarity));
        }
        legend.append("<span><i class=\"swatch ideal\"></i> as said, and a factor of two beside</span></p>\n");
        return legend
                + "<figure>\n<figcaption>The rate of rows held back that reach a nominal rate, by set: below the middle"
                + " line there are more such rows than said, above it fewer.</figcaption>\n" + chart.svg()
                + "</figure>\n";
    }

    private static String words(double rarity) {
        return "1 in " + Markup.count(Math.round(StrictMath.pow(10, rarity)));
    }

    private static double[] levels(RateCount count) {
        return IntStream.range(0, count.levels())
                .mapToDouble(level -> level * RateCount.STEP)
                .toArray();
    }

    /** NaN, so not drawn, where too few rows were counted. */
    private static double[] measured(RateCount count) {
        return IntStream.range(0, count.levels())
                .mapToDouble(level -> count.isKnown(level) ? -StrictMath.log10(count.rate(level)) : Double.NaN)
                .toArray();
    }
}
