package io.surprisal.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.Curve;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics whose tail is exactly what the curve claims, but for a factor and for incidents. */
class CurveStretchTest {

    private static final int ROWS = 4000;
    private static final Curve CURVE = Curve.line(15, 3);
    private static final double PER_RARITY = 5; // s for each A
    private static final double INCIDENT = 100;
    private static final double JUDGED_RARITY = 1;
    private static final double LIMIT = 0.2;

    @Test
    void keepsTheCurveWhereMostSeriesKeepToIt() {
        CurveStretch found = new CurveStretch(CURVE, series(1, 1, 1));

        assertThat(found.factor()).isEqualTo(1);
        assertThat(found.rate()).isCloseTo(0.1, within(0.01));
        assertThat(found.stretched()).isSameAs(CURVE);
    }

    @ParameterizedTest(name = "{0} of 7 series")
    @ValueSource(ints = {1, 2, 3})
    void incidentsInFewerThanHalfOfTheSeriesDoNotMakeItStricter(int contaminated) {
        List<double[]> series = series(1, 1, 1, 1, 1, 1, 1);
        for (int index = 0; index < contaminated; index++) {
            contaminate(series.get(index), ROWS / 4);
        }

        CurveStretch found = new CurveStretch(CURVE, series);

        assertThat(found.stretched()).isSameAs(CURVE);
    }

    @Test
    void incidentsInOneRowOf20OfEverySeriesDoNotMakeItStricter() {
        List<double[]> series = series(1, 1, 1);
        series.forEach(one -> contaminate(one, ROWS / 20)); // 50 times too many at score 0.5

        CurveStretch found = new CurveStretch(CURVE, series);

        assertThat(found.stretched()).isSameAs(CURVE);
    }

    @Test
    void stretchesUntilHalfOfTheSeriesAreWithinTwiceTheClaim() {
        List<double[]> series = series(2, 2, 2, 5, 5);

        CurveStretch found = new CurveStretch(CURVE, series);

        double rateAfter = new CurveStretch(found.stretched(), series).rate();
        assertThat(found.factor()).isGreaterThan(1).isLessThan(2);
        assertThat(rateAfter).isLessThanOrEqualTo(LIMIT).isGreaterThan(0.9 * LIMIT);
        assertThat(new CurveStretch(found.stretched(), series).factor()).isEqualTo(1);
    }

    @Test
    void doesNotJumpAtTheLimit() {
        double justBeyond = 1.001 * JUDGED_RARITY / -Math.log10(LIMIT); // has the allowed rate at one row in 100

        CurveStretch found = new CurveStretch(CURVE, List.of(quantiles(justBeyond)));

        assertThat(found.factor()).isBetween(1.0, 1.01);
    }

    @Test
    void neverGetsLaxerOnQuietRows() {
        CurveStretch found = new CurveStretch(CURVE, series(0.1, 0.1, 0.1));

        assertThat(found.stretched()).isSameAs(CURVE);
    }

    @Test
    void seriesOfAFewRowsHaveNoSay() {
        List<double[]> series = new ArrayList<>(Collections.nCopies(5, new double[] {INCIDENT, INCIDENT}));
        series.addAll(series(1));

        CurveStretch found = new CurveStretch(CURVE, series);

        assertThat(found.series()).isEqualTo(1);
        assertThat(found.stretched()).isSameAs(CURVE);
    }

    @Test
    void keepsTheCurveWithoutSeries() {
        CurveStretch found = new CurveStretch(CURVE, List.of());

        assertThat(found.rate()).isZero();
        assertThat(found.stretched()).isSameAs(CURVE);
    }

    /** One series for each factor by which its statistics are larger than claimed. */
    private static List<double[]> series(double... factors) {
        List<double[]> all = new ArrayList<>();
        for (double factor : factors) {
            RandomSource random = new RandomSource(1, all.size());
            double[] statistics = new double[ROWS];
            for (int row = 0; row < ROWS; row++) {
                statistics[row] = -factor * PER_RARITY * Math.log10(random.uniform());
            }
            all.add(statistics);
        }
        return all;
    }

    private static double[] quantiles(double factor) {
        double[] statistics = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            statistics[row] = -factor * PER_RARITY * Math.log10((row + 0.5) / ROWS);
        }
        return statistics;
    }

    private static void contaminate(double[] statistics, int rows) {
        for (int row = 0; row < rows; row++) {
            statistics[row] = INCIDENT;
        }
    }
}
