package io.surprisal.trainer.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final double EXACT = 1e-12;

    @Test
    void countsAnAnomalyOnceAndARunOfAlertsOutsideAsOneFalseAlarm() {
        RowLabels labels = labels(20, new RowRange(2, 5), new RowRange(10, 12));
        MethodRows method = alerts(20, 4, 5, 7, 8, 15, 19);

        EventCounts events = Metrics.of(labels, method).events();

        assertThat(events).isEqualTo(new EventCounts(20, 2, 1, 4, 3, List.of(2)));
        assertThat(events.precision()).isEqualTo(0.25);
        assertThat(events.recall()).isEqualTo(0.5);
        assertThat(events.f1()).isCloseTo(1 / 3.0, within(EXACT));
        assertThat(events.falseRunsPer1000Rows()).isEqualTo(150);
    }

    @Test
    void takesARunThatBeginsBeforeTheAnomalyAsNoFalseAlarm() {
        EventCounts events =
                Metrics.of(labels(10, new RowRange(4, 6)), alerts(10, 3, 4)).events();

        assertThat(events.falseRuns()).isZero();
        assertThat(events.delays()).containsExactly(0);
    }

    @Test
    void takesLabelledStretchesThatTouchAsOneAnomaly() {
        EventCounts events = Metrics.of(labels(10, new RowRange(2, 4), new RowRange(5, 6)), alerts(10, 6))
                .events();

        assertThat(events.anomalies()).isEqualTo(1);
        assertThat(events.delays()).containsExactly(4);
    }

    @Test
    void takesTheMiddleOfTheDelaysOfAllSeries() {
        Metrics one = Metrics.of(labels(10, new RowRange(0, 9)), alerts(10, 7));
        Metrics other = Metrics.of(labels(10, new RowRange(0, 3), new RowRange(5, 9)), alerts(10, 1, 5));

        assertThat(one.plus(other).events().medianDelayRows()).isEqualTo(1);
        assertThat(one.plus(one).plus(other).plus(Metrics.NONE).events().medianDelayRows())
                .isEqualTo(4);
        assertThat(Metrics.NONE.events().medianDelayRows()).isNaN();
    }

    @Test
    void ranksRowsOverAllThresholdsWithTiesTogether() {
        MethodRows method = scores(0.9, 0.8, 0.8, 0.3, 0.1);

        Metrics metrics = Metrics.of(labels(5, new RowRange(0, 1)), method);

        // Thresholds 0.9: 1 of 1; 0.8: 2 of 3; the rest adds no recall.
        assertThat(metrics.ranking().averagePrecision()).isCloseTo(0.5 * 1 + 0.5 * 2 / 3, within(EXACT));
        assertThat(metrics.ranking().bestF1()).isCloseTo(0.8, within(EXACT));
    }

    @Test
    void countsRowsAtTheAlertsWithoutAdjustingThem() {
        Metrics metrics = Metrics.of(labels(20, new RowRange(2, 5), new RowRange(10, 12)), alerts(20, 4, 5, 7, 15));

        assertThat(metrics.alertRows()).isEqualTo(new RowCounts(20, 7, 4, 2));
        assertThat(metrics.alertRows().precision()).isEqualTo(0.5);
        assertThat(metrics.alertRows().recall()).isCloseTo(2 / 7.0, within(EXACT));
        assertThat(metrics.compositeF1()).isEqualTo(0.5); // one of two events, half of the alert rows
    }

    @Test
    void givesPerfectScoresTheWholeVolumeExceptForWhatTheBuffersAsk() {
        MethodRows method = new MethodRows();
        for (int row = 0; row < 1000; row++) {
            method.add(row >= 400 && row < 600 ? 1 : 0, false);
        }

        Metrics metrics = Metrics.of(labels(1000, new RowRange(400, 599)), method);

        assertThat(metrics.ranking().averagePrecision()).isEqualTo(1);
        assertThat(metrics.ranking().volumeUnderSurface()).isBetween(0.9, 1.0);
    }

    @Test
    void tellsTheMedianAndTheWorstSeriesByFalseAlarms() {
        Metrics quiet = Metrics.of(labels(100), alerts(100));
        Metrics usual = Metrics.of(labels(100), alerts(100, 3));
        Metrics loud = Metrics.of(labels(100), alerts(100, 3, 5, 7));

        FalseAlarmRates rates = loud.plus(quiet).plus(usual).falseAlarms();

        assertThat(rates.median()).isEqualTo(10);
        assertThat(rates.worst()).isEqualTo(30);
        assertThat(Metrics.NONE.falseAlarms().worst()).isNaN();
    }

    @Test
    void sharesOneThresholdAmongPooledSeries() {
        RowLabels first = labels(2, new RowRange(0, 0));
        RankedScores one = Metrics.rank(first, scores(0.9, 0.8));
        RankedScores other = Metrics.rank(first, scores(0.7, 0.1));

        // 0.9: 1 of 1; 0.8: none; 0.7: 2 of 3.
        assertThat(RankedScores.pooled(List.of(one, other)).averagePrecision())
                .isCloseTo(0.5 * 1 + 0.5 * 2 / 3, within(EXACT));
    }

    @Test
    void comparesAsManyFeaturesAsWereNamed() {
        HitRate rate = HitRate.of(List.of("f3", "f1", "f0", "f2"), Set.of("f1", "f2"))
                .plus(HitRate.of(List.of("f3"), Set.of("f3")))
                .plus(HitRate.of(List.of(), Set.of("f0")));

        assertThat(rate.incidents()).isEqualTo(3);
        assertThat(rate.mean()).isEqualTo(0.5);
        assertThat(HitRate.NONE.mean()).isNaN();
    }

    @Test
    void leavesSeriesWithoutAnomalyOutOfTheMeans() {
        Metrics found = Metrics.of(labels(2, new RowRange(0, 0)), scores(1, 0));
        Metrics clean = Metrics.of(labels(2), scores(1, 0));
        Metrics missed = Metrics.of(labels(2, new RowRange(0, 0)), scores(0, 1));

        Metrics all = clean.plus(found).plus(missed);

        assertThat(clean.ranking().bestF1()).isNaN();
        assertThat(all.ranking().series()).isEqualTo(2);
        assertThat(all.ranking().averagePrecision()).isEqualTo(0.75);
    }

    @Test
    void refusesLabelsOfOtherRows() {
        assertThatThrownBy(() -> Metrics.of(labels(3), scores(1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must be of the same rows as the scores: labels=3, scores=2");
    }

    private static RowLabels labels(int rows, RowRange... stretches) {
        return new RowLabels(rows, List.of(stretches), false);
    }

    private static MethodRows scores(double... scores) {
        MethodRows method = new MethodRows();
        for (double score : scores) {
            method.add(score, false);
        }
        return method;
    }

    private static MethodRows alerts(int rows, Integer... at) {
        MethodRows method = new MethodRows();
        for (int row = 0; row < rows; row++) {
            method.add(0, List.of(at).contains(row));
        }
        return method;
    }
}
