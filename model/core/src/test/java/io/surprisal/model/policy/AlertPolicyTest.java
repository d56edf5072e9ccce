package io.surprisal.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertPolicyTest {

    private static final double MINUTE = 60;
    private static final double HOUR = 3_600;

    @ParameterizedTest(name = "{0} with least deviations {1} and {2}: {3} for {4} is allowed: {5}")
    @CsvSource({
        "BOTH,  0, 0,   1,   100, true",
        "ABOVE, 0, 0,   101, 100, true",
        "ABOVE, 0, 0,   100, 100, true",
        "ABOVE, 0, 0,   99,  100, false",
        "BELOW, 0, 0,   99,  100, true",
        "BELOW, 0, 0,   100, 100, false",
        "BOTH,  5, 0,   105, 100, true",
        "BOTH,  5, 0,   104, 100, false",
        "BOTH,  5, 0,   95,  100, true",
        "BOTH,  0, 0.1, 110, 100, true",
        "BOTH,  0, 0.1, 109, 100, false",
        "BOTH,  0, 0.1, -112, -100, true",
        "BOTH,  0, 0.1, 1,   0,   true",
        "BOTH,  20, 0.1, 115, 100, false",
        "BELOW, 5, 0.1, 80,  100, true",
        "BELOW, 5, 0.1, 120, 100, false",
        "ABOVE, 0, 0,   NaN, 100, false",
        "BOTH,  1, 0,   NaN, 100, false",
    })
    void looksAtSideAndDeviations(
            Side side, double least, double leastRelative, double observed, double expected, boolean allowed) {
        AlertPolicy policy = new AlertPolicy(side, least, leastRelative, Sensitivity.USUAL);

        assertThat(policy.allows(observed, expected)).isEqualTo(allowed);
    }

    @Test
    void neverRulesOutAnythingUnlessAskedTo() {
        assertThat(AlertPolicy.USUAL.isSelective()).isFalse();
        assertThat(AlertPolicy.USUAL.sensitivity().threshold(MINUTE)).isEqualTo(0.5);
    }

    @Test
    void turnsFalseAlarmsPerDayIntoTheScoreOfThatNominalRate() {
        Sensitivity minutely = new Sensitivity.FalseAlarmsPerDay(1.44);
        Sensitivity rare = new Sensitivity.FalseAlarmsPerDay(0.00144);

        assertThat(minutely.threshold(MINUTE)).isCloseTo(0.5, within(1e-6)); // 1,440 rows: one in 1,000
        assertThat(rare.threshold(MINUTE)).isCloseTo(0.75, within(1e-6)); // one in a million
    }

    @Test
    void asksForRarerRowsWhereASeriesHasMoreOfThem() {
        Sensitivity daily = new Sensitivity.FalseAlarmsPerDay(1);

        assertThat(daily.threshold(1)).isGreaterThan(daily.threshold(MINUTE));
        assertThat(daily.threshold(MINUTE)).isGreaterThan(daily.threshold(HOUR));
    }

    @Test
    void neverCallsMoreThanOneRowInTenAnomalous() {
        Sensitivity many = new Sensitivity.FalseAlarmsPerDay(1_000_000);

        assertThat(many.threshold(HOUR)).isCloseTo(1 - StrictMath.pow(2, -1.0 / 3), within(1e-6));
    }

    @Test
    void staysAScoreWhateverTheGap() {
        Sensitivity daily = new Sensitivity.FalseAlarmsPerDay(1e-300);

        assertThat(daily.threshold(0)).isBetween(0.5, Math.nextDown(1.0));
        assertThat(daily.threshold(1e12)).isBetween(0.0, Math.nextDown(1.0));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesDeviationsThatAreNone(double deviation) {
        assertThatThrownBy(() -> new AlertPolicy(Side.BOTH, deviation, 0, Sensitivity.USUAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("least deviation must be finite and not negative: " + deviation);
        assertThatThrownBy(() -> new AlertPolicy(Side.BOTH, 0, deviation, Sensitivity.USUAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("least relative deviation must be finite and not negative: " + deviation);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {0, 1, -1, Double.NaN})
    void refusesThresholdsThatAreNoScores(double threshold) {
        assertThatThrownBy(() -> new Sensitivity.AtScore(threshold))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("score threshold must be above 0 and below 1: " + threshold);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesRatesThatAreNone(double rows) {
        assertThatThrownBy(() -> new Sensitivity.FalseAlarmsPerDay(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("false alarms per day must be above 0 and finite: " + rows);
    }
}
