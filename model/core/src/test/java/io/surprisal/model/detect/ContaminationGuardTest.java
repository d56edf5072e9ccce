package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContaminationGuardTest {

    private static final int ROWS = 4_000;
    private static final int BEGIN = 2_500;
    private static final int LENGTH = 300;
    private static final int END = BEGIN + LENGTH;

    private final ContaminationGuard guard = new ContaminationGuard();
    private final SeriesState state = SeriesState.wrap(new Detector(Networks.random(7), 1).newState());

    @Test
    void countsOneInFourRowsAndLearnsAQuarterOfEachWhileTheyAreSuspect() {
        older();
        int counted = 0;
        for (int row = 0; row < 40; row++) {
            row(ContaminationGuard.SUSPECT_STATISTIC);
            guard.begin(state);
            counted += guard.isCounted() ? 1 : 0;
            assertThat(guard.weight()).isEqualTo(0.25);
        }

        assertThat(counted).isEqualTo(10);
    }

    @Test
    void holdsAHundredRowsBackAndNoMore() {
        older();
        int held = 0;
        for (int row = 0; row < 1_000; row++) {
            row(50);
            guard.begin(state);
            held += guard.weight() < 1 ? 1 : 0;
        }

        assertThat(held).isEqualTo(ContaminationGuard.LONGEST);
        assertThat(guard.isCounted()).isTrue();
    }

    @Test
    void givesOneRowBackForEachThatIsNotSuspect() {
        older();
        for (int row = 0; row < 10; row++) {
            row(50);
            guard.begin(state);
        }
        for (int row = 0; row < 10; row++) {
            row(0);
            guard.begin(state);
            assertThat(guard.weight()).isEqualTo(1);
            assertThat(guard.isCounted()).isTrue();
        }

        assertThat(state.u8(SeriesStateLayout.HELD_ROWS)).isZero();
    }

    @Test
    void holdsOnlyTheNextRowBackAfterASingleSuspectOne() {
        older();
        row(50);
        guard.begin(state);
        assertThat(guard.isCounted()).isFalse();

        row(ContaminationGuard.SUSPECT_STATISTIC - 0.1);
        guard.begin(state);

        assertThat(guard.isCounted()).isTrue();
        assertThat(guard.weight()).isEqualTo(1);
        assertThat(state.u8(SeriesStateLayout.HELD_ROWS)).isZero();
    }

    @Test
    void holdsNothingBackOfAYoungSeries() {
        state.putI32(SeriesStateLayout.ROWS, 100_000);
        state.putI32(SeriesStateLayout.SCALE_ROWS, 199);
        row(1_000);

        guard.begin(state);

        assertThat(guard.isCounted()).isTrue();
        assertThat(guard.weight()).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void letsScaleAndProfileLearnNoMoreThanAQuarterOfAnOutage(long seed) {
        Random random = new Random(seed);
        List<Observation> rows = changed(SyntheticRows.waves(seed, ROWS, 1), END, row -> 0.5 * random.nextGaussian());

        double guarded = moved(rows, true);
        double unguarded = moved(rows, false);

        assertThat(guarded).isLessThan(0.5 * unguarded);
    }

    /** By how much the mean moves in the rows that can be held back. */
    private static double moved(List<Observation> rows, boolean guarded) {
        List<Double> centres = new ArrayList<>();
        run(
                rows.subList(0, BEGIN + ContaminationGuard.LONGEST),
                guarded,
                detector -> centres.add(detector.row().centre[0]));
        return Math.abs(centres.get(centres.size() - 1) - centres.get(BEGIN - 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void keepsScoresUpThroughALevelShiftThatItHoldsBack(long seed) {
        List<Observation> rows = shifted(seed, 40, END);

        int guarded = above(detectAll(rows, true).subList(BEGIN, END));
        int unguarded = above(detectAll(rows, false).subList(BEGIN, END));

        assertThat(guarded).isGreaterThan(2 * unguarded);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void keepsScoresUpThroughAnOutageThatItHoldsBack(long seed) {
        Random random = new Random(seed);
        List<Observation> rows = changed(SyntheticRows.waves(seed, ROWS, 1), END, row -> 0.5 * random.nextGaussian());

        int guarded = above(detectAll(rows, true).subList(BEGIN, END));
        int unguarded = above(detectAll(rows, false).subList(BEGIN, END));

        assertThat(guarded).isGreaterThan(2 * unguarded);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void keepsScoresUpThroughALevelShiftOfHalfOfTheFeatures(long seed) {
        List<Observation> rows = new ArrayList<>(SyntheticRows.waves(seed, ROWS, 6));
        for (int row = BEGIN; row < END; row++) {
            for (int feature = 0; feature < 3; feature++) {
                rows.set(
                        row,
                        SyntheticRows.with(rows.get(row), feature, rows.get(row).value(feature) + 40));
            }
        }

        int guarded = above(detectAll(rows, true).subList(BEGIN, END));
        int unguarded = above(detectAll(rows, false).subList(BEGIN, END));

        assertThat(guarded).isGreaterThan(2 * unguarded);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void takesALevelThatLastsAsTheNewNormal(long seed) {
        List<Verdict> verdicts = detectAll(shifted(seed, 40, ROWS), true);

        assertThat(verdicts.subList(BEGIN, BEGIN + 10)).anyMatch(Verdict::alert);
        assertThat(verdicts.subList(BEGIN + 2 * ContaminationGuard.LONGEST, ROWS))
                .noneMatch(Verdict::alert);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void findsTheOldLevelNormalAfterAnIncident(long seed) {
        List<Verdict> verdicts = detectAll(shifted(seed, 40, END), true);

        assertThat(verdicts.subList(BEGIN, END)).filteredOn(Verdict::alert).hasSizeBetween(1, 3);
        assertThat(verdicts.subList(END, ROWS)).filteredOn(Verdict::alert).hasSizeLessThanOrEqualTo(2);
        assertThat(above(verdicts.subList(END + 100, ROWS))).isLessThanOrEqualTo(2);
    }

    private void older() {
        state.putI32(SeriesStateLayout.ROWS, 1_000);
        state.putI32(SeriesStateLayout.SCALE_ROWS, 1_000);
    }

    private void row(double statistic) {
        ContaminationGuard.end(state, statistic);
    }

    private static List<Observation> shifted(long seed, double by, int end) {
        List<Observation> rows = SyntheticRows.waves(seed, ROWS, 1);
        return changed(rows, end, row -> rows.get(row).value(0) + by);
    }

    private static List<Observation> changed(List<Observation> rows, int end, IntToDoubleFunction value) {
        List<Observation> changed = new ArrayList<>(rows);
        for (int row = BEGIN; row < end; row++) {
            changed.set(row, SyntheticRows.with(rows.get(row), 0, value.applyAsDouble(row)));
        }
        return changed;
    }

    /** Without a guard, every row is one after an unsuspected one. */
    private static List<Verdict> detectAll(List<Observation> rows, boolean guarded) {
        return run(rows, guarded, detector -> {});
    }

    private static List<Verdict> run(List<Observation> rows, boolean guarded, Consumer<Detector> afterRow) {
        Detector detector = new Detector(Networks.random(7), rows.get(0).features());
        SeriesState series = SeriesState.wrap(detector.newState());
        List<Verdict> verdicts = new ArrayList<>();
        for (Observation row : rows) {
            if (!guarded) {
                series.putU8(SeriesStateLayout.SUSPECT, 0);
            }
            verdicts.add(detector.detect(series, row));
            afterRow.accept(detector);
        }
        return verdicts;
    }

    private static int above(List<Verdict> verdicts) {
        return (int) verdicts.stream()
                .filter(verdict -> verdict.score() >= Verdict.THRESHOLD)
                .count();
    }
}
