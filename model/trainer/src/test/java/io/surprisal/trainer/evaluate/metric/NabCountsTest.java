package io.surprisal.trainer.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NabCountsTest {

    private static final int ROWS = 100; // the first 15 do not count
    private static final RowRange WINDOW = new RowRange(40, 49);
    private static final double CLOSE = 1e-9;

    @Test
    void givesNothingForNoAlertAndAHundredForTheFirstRowOfEveryWindow() {
        assertThat(score(NabProfile.STANDARD)).isZero();
        assertThat(score(NabProfile.STANDARD, 40)).isEqualTo(100);
        assertThat(score(NabProfile.STANDARD, 40, 41, 49)).isEqualTo(100);
    }

    /** The worth as the rules of the benchmark have it, worked out by hand from 2 / (1 + e^(5x)) − 1. */
    @ParameterizedTest(name = "row {0}: {1}")
    @CsvSource({"40, 1", "45, 0.8597925", "49, 0.2482415"})
    void paysLessForALaterRowOfTheWindow(int alert, double worth) {
        assertThat(score(NabProfile.STANDARD, alert)).isCloseTo(50 + 50 * worth, within(1e-5));
    }

    @Test
    void takesNoNoticeOfTheRowsOfProbation() {
        assertThat(score(NabProfile.STANDARD, 0, 14, 40)).isEqualTo(100);
        assertThat(score(NabProfile.STANDARD, 15, 40)).isCloseTo(100 - 50 * 0.11, within(CLOSE));
    }

    @Test
    void costsLessCloseBehindAWindowThanFarFromIt() {
        double close = score(NabProfile.STANDARD, 40, 50);
        double far = score(NabProfile.STANDARD, 40, 90);

        assertThat(far).isCloseTo(100 - 50 * 0.11, within(CLOSE));
        assertThat(close).isBetween(far + 3, 99.0);
    }

    @Test
    void weighsFalseAlarmsAndMissesByProfile() {
        assertThat(score(NabProfile.LOW_FALSE_POSITIVES, 20, 40)).isCloseTo(100 - 50 * 0.22, within(CLOSE));
        assertThat(score(NabProfile.LOW_FALSE_NEGATIVES, 20)).isCloseTo(-100 / 3.0 * 0.11, within(CLOSE));
    }

    @Test
    void countsAWindowWhollyInProbationNeitherAsFoundNorAsMissed() {
        NabCounts counts = NabCounts.of(new RowLabels(ROWS, List.of(new RowRange(2, 9), WINDOW), true), at(3, 40));

        assertThat(counts.windows()).isEqualTo(2);
        assertThat(counts.counted()).isEqualTo(1);
        assertThat(counts.found()).isEqualTo(1);
    }

    @Test
    void hasNoScoreWithoutWindows() {
        assertThat(NabCounts.NONE.score(NabProfile.STANDARD)).isNaN();
    }

    private static double score(NabProfile profile, int... alerts) {
        return NabCounts.of(new RowLabels(ROWS, List.of(WINDOW), true), at(alerts))
                .score(profile);
    }

    private static BitSet at(int... alerts) {
        BitSet rows = new BitSet();
        for (int alert : alerts) {
            rows.set(alert);
        }
        return rows;
    }
}
