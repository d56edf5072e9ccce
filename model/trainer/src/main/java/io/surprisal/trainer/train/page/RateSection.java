package io.surprisal.trainer.train.page;

import io.surprisal.trainer.report.Chart;
import io.surprisal.trainer.report.Interval;
import java.util.List;
import java.util.stream.IntStream;

/** Measured rates against nominal ones as a chart of two logarithmic axes. */
final class RateSection {

    private static final int HEIGHT = 300;
    private static final double FACTOR = Math.log10(2);

    private final List<RateCount> counts;

    RateSection(List<RateCount> counts) {
        this.counts = counts;
    }

    String html() {
        Interval axis = new Interval(0, RateCount.GREATEST);
        double[] nominal = {0, RateCount.GREATEST};
        Chart chart = new Chart(
                        "measured against nominal rate of rows by set, both as minus the decimal logarithm",
                        axis,
                        axis,
                        HEIGHT)
                .title("measured")
                .curve("ideal", nominal, nominal)
                .curve("ideal", nominal, new double[] {FACTOR, RateCount.GREATEST + FACTOR})
                .curve("ideal", nominal, new double[] {-FACTOR, RateCount.GREATEST - FACTOR});
        for (RateCount count : counts) {
            chart.curve("value", levels(count), measured(count));
        }
        for (int rarity = 1; rarity < RateCount.GREATEST; rarity++) {
            chart.tick(rarity, "1 in " + Math.round(StrictMath.pow(10, rarity)));
        }
        return "<figure>\n<figcaption>A curve for each set: −log10 of the measured rate (upwards) by that of the nominal one;"
                + " below the diagonal there are more such rows than said, above it fewer. The lines beside it are a factor"
                + " of two away.</figcaption>\n" + chart.svg() + "</figure>\n";
    }

    private static double[] levels(RateCount count) {
        return IntStream.range(0, count.levels())
                .mapToDouble(level -> level * RateCount.STEP)
                .toArray();
    }

    /** Infinite, so not drawn, where no row was counted. */
    private static double[] measured(RateCount count) {
        return IntStream.range(0, count.levels())
                .mapToDouble(level -> -StrictMath.log10(count.rate(level)))
                .toArray();
    }
}
