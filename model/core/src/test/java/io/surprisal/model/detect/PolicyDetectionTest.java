package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.policy.Sensitivity;
import io.surprisal.model.policy.Side;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a policy changes of a detector's verdicts, and what it never does. */
class PolicyDetectionTest {

    private static final int UP = 700;
    private static final int DOWN = 900;
    private static final int ROWS = 1_000;
    private static final double LOW = 0.01;
    private static final AlertPolicy BELOW = new AlertPolicy(Side.BELOW, 0, 0, Sensitivity.USUAL);

    @Test
    void isBitEqualWithoutAPolicyAndWithTheUsualOne() {
        List<Observation> rows = spikes();
        Detector detector = new Detector(Networks.random(7), 1);
        SeriesState without = SeriesState.wrap(detector.newState());
        SeriesState usual = SeriesState.wrap(detector.newState());

        for (Observation row : rows) {
            assertThat(detector.detect(usual, row, AlertPolicy.USUAL)).isEqualTo(detector.detect(without, row));
        }

        assertThat(usual).isEqualTo(without);
    }

    @Test
    void rulesOutASpikeOnTheOtherSideAndLetsOneOnThisSideThrough() {
        List<Verdict.Scored> verdicts = scored(BELOW, spikes(), 1);

        assertThat(verdicts.get(UP).alert()).isFalse();
        assertThat(verdicts.get(UP).ruledOut()).isTrue();
        assertThat(verdicts.get(UP).anomalyScore()).isZero();
        assertThat(verdicts.get(DOWN).alert()).isTrue();
        assertThat(verdicts.get(DOWN).ruledOut()).isFalse();
    }

    @Test
    void neverChangesAScore() {
        AlertPolicy strict = new AlertPolicy(Side.ABOVE, 10, 0.5, new Sensitivity.FalseAlarmsPerDay(0.01));

        assertThat(scored(strict, spikes(), 1))
                .extracting(Verdict.Scored::score)
                .isEqualTo(scored(AlertPolicy.USUAL, spikes(), 1).stream()
                        .map(Verdict.Scored::score)
                        .toList());
    }

    @Test
    void beginsNoSilenceWhereItRulesOut() {
        List<Observation> rows = new ArrayList<>(SyntheticRows.waves(1, ROWS, 1));
        rows.set(DOWN - 1, SyntheticRows.with(rows.get(DOWN - 1), 0, 200));
        rows.set(DOWN, SyntheticRows.with(rows.get(DOWN), 0, -100));

        assertThat(scored(AlertPolicy.USUAL, rows, 1).get(DOWN - 1).alert()).isTrue();
        assertThat(scored(BELOW, rows, 1).get(DOWN - 1).alert()).isFalse();
        assertThat(scored(BELOW, rows, 1).get(DOWN).alert()).isTrue();
    }

    @Test
    void doesNotMakeAnIncidentLastLongerByRowsThatItRulesOut() {
        AlertPolicy frequent = new AlertPolicy(Side.BOTH, 0, 0, new Sensitivity.AtScore(LOW));
        AlertPolicy far = new AlertPolicy(Side.BOTH, 1e6, 0, new Sensitivity.AtScore(LOW));
        Detector detector = new Detector(Networks.random(7), 1);
        SeriesState prolonged = SeriesState.wrap(detector.newState());
        List<Observation> rows = spikes();
        for (int row = 0; row <= UP; row++) {
            detector.detect(prolonged, rows.get(row));
        }
        SeriesState over = SeriesState.wrap(prolonged.bytes().clone());
        Observation again = SyntheticRows.with(rows.get(UP + 1), 0, 200);

        detector.detect(prolonged, again, frequent);
        detector.detect(over, again, far);

        assertThat(prolonged.u16(SeriesStateLayout.ROWS_SINCE_ALERT)).isZero();
        assertThat(over.u16(SeriesStateLayout.ROWS_SINCE_ALERT)).isEqualTo(1);
    }

    @Test
    void doesNotMakeAnIncidentLastLongerByRowsThatOnlyALowThresholdLetsThrough() {
        AlertPolicy everyRow = new AlertPolicy(Side.BOTH, 0, 0, new Sensitivity.AtScore(LOW));

        List<Verdict.Scored> verdicts = scored(everyRow, SyntheticRows.waves(1, ROWS, 1), 1);

        assertThat(alerts(verdicts)).isGreaterThan(ROWS / 60);
    }

    @Test
    void measuresDeviationsInTheUnitOfTheValues() {
        AlertPolicy near = new AlertPolicy(Side.BOTH, 50, 0, Sensitivity.USUAL);
        AlertPolicy far = new AlertPolicy(Side.BOTH, 500, 0, Sensitivity.USUAL);
        AlertPolicy relative = new AlertPolicy(Side.BOTH, 0, 20, Sensitivity.USUAL);

        assertThat(scored(near, spikes(), 1).get(UP).alert()).isTrue();
        assertThat(scored(far, spikes(), 1).get(UP).ruledOut()).isTrue();
        assertThat(scored(relative, spikes(), 1).get(UP).ruledOut()).isTrue();
    }

    @Test
    void judgesSeveralFeaturesByTheOneThatContributesMost() {
        List<Observation> rows = new ArrayList<>(SyntheticRows.waves(1, ROWS, 3));
        rows.set(UP, SyntheticRows.with(rows.get(UP), 1, 20_000));
        rows.set(DOWN, SyntheticRows.with(rows.get(DOWN), 2, -20_000));

        List<Verdict.Scored> verdicts = scored(BELOW, rows, 3);

        assertThat(verdicts.get(UP).ruledOut()).isTrue();
        assertThat(verdicts.get(DOWN).alert()).isTrue();
    }

    @Test
    void lowersAndRaisesTheThresholdByTheSeriesOwnRowsPerDay() {
        // Rows are ten minutes apart: 144 a day.
        AlertPolicy often = new AlertPolicy(Side.BOTH, 0, 0, new Sensitivity.FalseAlarmsPerDay(14.4));
        AlertPolicy rarely = new AlertPolicy(Side.BOTH, 0, 0, new Sensitivity.FalseAlarmsPerDay(1e-12));

        List<Verdict.Scored> usual = scored(AlertPolicy.USUAL, spikes(), 1);
        List<Verdict.Scored> many = scored(often, spikes(), 1);
        List<Verdict.Scored> none = scored(rarely, spikes(), 1);

        assertThat(many.get(UP).threshold()).isBetween(0.2, 0.21);
        assertThat(alerts(many)).isGreaterThan(alerts(usual));
        assertThat(none.get(UP).threshold()).isBetween(0.95, 1.0);
        assertThat(alerts(none)).isZero();
        assertThat(alerts(usual)).isPositive();
    }

    private static long alerts(List<Verdict.Scored> verdicts) {
        return verdicts.stream().filter(Verdict.Scored::alert).count();
    }

    /** Row by row; the rows of the warm-up, which are not scored, as rows of score 0. */
    private static List<Verdict.Scored> scored(AlertPolicy policy, List<Observation> rows, int features) {
        Detector detector = new Detector(Networks.random(7), features);
        SeriesState state = SeriesState.wrap(detector.newState());
        Verdict.Scored unscored = new Verdict.Scored(0, 0, 0, Verdict.THRESHOLD, false, false, false, Explanation.NONE);
        return rows.stream()
                .map(row -> detector.detect(state, row, policy))
                .map(verdict -> verdict instanceof Verdict.Scored each ? each : unscored)
                .toList();
    }

    private static List<Observation> spikes() {
        List<Observation> rows = new ArrayList<>(SyntheticRows.waves(1, ROWS, 1));
        rows.set(UP, SyntheticRows.with(rows.get(UP), 0, 150));
        rows.set(DOWN, SyntheticRows.with(rows.get(DOWN), 0, -400));
        return rows;
    }
}
