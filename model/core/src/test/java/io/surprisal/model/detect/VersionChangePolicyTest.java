package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.VersionChange;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionChangePolicyTest {

    private static final int ROWS = 1_000;
    private static final long EPOCH = 17;

    @ParameterizedTest
    @EnumSource(VersionChange.class)
    void stampsTheStateAndKeepsWhatTheSeriesIsLike(VersionChange policy) {
        SeriesState before = trained(Networks.random(1), 1);
        Detector next = new Detector(Networks.random(2, Networks.spec(policy)), 1);

        SeriesState after = next.adopt(copy(before), EPOCH);

        assertThat(after.modelSha256()).isEqualTo(next.model().identity().sha256());
        assertThat(after.header().aliasEpoch()).isEqualTo(EPOCH);
        assertThat(after.header().rows()).isEqualTo(before.header().rows());
        assertThat(normaliser(after)).isEqualTo(normaliser(before));
        assertThat(profile(after)).isEqualTo(profile(before));
        assertThat(levelCounts(after)).isEqualTo(levelCounts(before));
        assertThat(after.olderForecastModel()).contains(before.modelSha256());
    }

    @Test
    void replayRebuildsTheRecurrentStateFromTheLastRows() {
        SeriesState before = trained(Networks.random(1), 1);
        Detector next = new Detector(Networks.random(2), 1);

        SeriesState after = next.adopt(copy(before), EPOCH);

        double[] rebuilt = recurrent(after);
        double[] unbroken = recurrent(trained(Networks.random(2), 1));
        for (int unit = 0; unit < Networks.HIDDEN_SIZE; unit++) {
            assertThat(rebuilt[unit]).isCloseTo(unbroken[unit], within(0.02));
        }
        assertThat(after.header().warmUpRows()).isZero();
    }

    @Test
    void replayDependsOnTheBytesAlone() {
        SeriesState before = trained(Networks.random(1), 3);

        SeriesState once = new Detector(Networks.random(2), 3).adopt(copy(before), EPOCH);
        SeriesState again = new Detector(Networks.random(2), 3).adopt(copy(before), EPOCH);

        assertThat(once).isEqualTo(again);
    }

    @Test
    void replayLeavesFiveHundredRowsOfWeightToWhatWasCounted() {
        SeriesState after = new Detector(Networks.random(2), 1).adopt(trained(Networks.random(1), 1), EPOCH);

        int surprises = 0;
        for (int bin = 0; bin < SeriesStateLayout.ONE_SIDED_BINS; bin++) {
            surprises += after.u16(after.layout().tailCounts(0) + 2 * bin);
        }

        assertThat(surprises).isBetween(400, 500);
        assertThat(after.u32(SeriesStateLayout.SCALE_ROWS)).isEqualTo(500);
    }

    @Test
    void keepCarriesTheRecurrentStateOverToAChild() {
        ModelSnapshot parent = Networks.random(1);
        SeriesState before = trained(parent, 1);

        SeriesState after = new Detector(child(parent, VersionChange.KEEP), 1).adopt(copy(before), EPOCH);

        assertThat(recurrent(after)).isEqualTo(recurrent(before));
        assertThat(after.u32(SeriesStateLayout.SCALE_ROWS)).isEqualTo(ROWS);
    }

    @Test
    void keepBecomesReplayForAModelThatIsNoChild() {
        SeriesState before = trained(Networks.random(1), 1);
        ModelSnapshot stranger = Networks.random(2, Networks.spec(VersionChange.KEEP));
        ModelSnapshot replayed = Networks.random(2, Networks.spec(VersionChange.REPLAY));

        SeriesState after = new Detector(stranger, 1).adopt(copy(before), EPOCH);

        assertThat(after).isEqualTo(new Detector(replayed, 1).adopt(copy(before), EPOCH));
    }

    @Test
    void resetWarmsUpAgain() {
        Detector next = new Detector(Networks.random(2, Networks.spec(VersionChange.RESET)), 1);

        SeriesState after = next.adopt(trained(Networks.random(1), 1), EPOCH);

        assertThat(recurrent(after)).containsOnly(0);
        Observation row = Observation.of(SyntheticRows.timeMs(ROWS), 50);
        assertThat(next.detect(after, row)).isEqualTo(new Verdict.WarmingUp(49));
    }

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {1, 2})
    void replaysIntoANetworkOfAnotherSize(int features) {
        SeriesState before = trained(Networks.random(1), features);
        ModelSpec larger = new ModelSpec(CellKind.LSTM, 2, 8, List.of(), List.of(), VersionChange.KEEP);
        Detector next = new Detector(Networks.random(2, larger), features);

        SeriesState after = next.adopt(before, EPOCH);

        assertThat(after.layout().network()).isEqualTo(larger.network());
        assertThat(normaliser(after)).isEqualTo(normaliser(before));
        assertThat(profile(after)).isEqualTo(profile(before));
        Verdict verdict =
                next.detect(after, SyntheticRows.waves(9, ROWS + 1, features).get(ROWS));
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.SCORED);
    }

    @Test
    void tellsOfOlderForecastsWhileTheyArePending() {
        ModelSnapshot old = Networks.random(1);
        Detector next = new Detector(Networks.random(2), List.of("0"), Explain.EVERY_ROW);
        SeriesState state = next.adopt(trained(old, 1), EPOCH);

        List<Observation> rows = SyntheticRows.waves(1, ROWS + 100, 1);
        for (int row = ROWS; row < ROWS + 100; row++) {
            Verdict.Scored verdict = (Verdict.Scored) next.detect(state, rows.get(row));
            String expected = row < ROWS + 95 ? old.identity().sha256() : "";
            assertThat(verdict.explanation().forecastModel()).as("row " + row).isEqualTo(expected);
        }
    }

    @Test
    void keepsFeaturesThatStayAndStartsThoseThatAreNew() {
        ModelSnapshot model = Networks.random(1);
        Detector first = new Detector(model, List.of("cpu", "disk", "net"), Explain.ALERTS);
        Detector second = new Detector(model, List.of("net", "gpu"), Explain.EVERY_ROW);
        SeriesState before = SeriesState.wrap(first.newState());
        SyntheticRows.waves(1, ROWS, 3).forEach(row -> first.detect(before, row));

        SeriesState after = second.adopt(before, EPOCH);

        int kept = before.layout().block(2);
        int bytes = before.layout().blockBytes();
        assertThat(Arrays.copyOfRange(
                        after.bytes(), after.layout().block(0), after.layout().block(0) + bytes))
                .isEqualTo(Arrays.copyOfRange(before.bytes(), kept, kept + bytes));
        assertThat(after.u32(after.layout().block(1) + SeriesStateLayout.SEEN)).isZero();
        Observation row = Observation.of(SyntheticRows.timeMs(ROWS), 50, 1e9);
        Verdict.Scored verdict = (Verdict.Scored) second.detect(after, row);
        assertThat(verdict.explanation().features().get(1).contribution()).isZero();
    }

    @Test
    void learnsHowANewFeatureGoesWithTheOthersAsIfItWereYoung() {
        ModelSnapshot model = Networks.random(1);
        Detector first = new Detector(model, List.of("cpu", "disk", "net"), Explain.ALERTS);
        Detector second = new Detector(model, List.of("cpu", "disk", "gpu"), Explain.ALERTS);
        SeriesState before = SeriesState.wrap(first.newState());
        SyntheticRows.waves(1, ROWS, 3).forEach(row -> first.detect(before, row));

        SeriesState after = second.adopt(before, EPOCH);

        assertThat(after.u32(SeriesStateLayout.SCALE_ROWS)).isEqualTo(VersionChangePolicy.REMAINING_ROWS);
        for (int channel = 0; channel < SeriesStateLayout.JOINT_CHANNELS; channel++) {
            int counted = 0;
            for (int bin = 0; bin < SeriesStateLayout.JOINT_BINS; bin++) {
                counted += after.u16(after.layout().jointCounts(channel) + 2 * bin);
            }
            assertThat(counted).isBetween(400, VersionChangePolicy.REMAINING_ROWS);
        }
    }

    @Test
    void startsAnewWhereNoFeatureStays() {
        ModelSnapshot model = Networks.random(1);
        Detector other = new Detector(model, List.of("gpu"), Explain.ALERTS);

        SeriesState after = other.adopt(trained(model, 1), EPOCH);

        SeriesState fresh = SeriesState.wrap(other.newState());
        fresh.putI64(SeriesStateLayout.ALIAS_EPOCH, EPOCH);
        assertThat(after).isEqualTo(fresh);
    }

    @Test
    void doesNotChangeTheVersionForALateRowThatIsAskedAboutFirst() {
        SeriesState state = trained(Networks.random(1), 1);
        Detector next = new Detector(Networks.random(2), 1);

        Optional<Verdict> verdict = next.refuse(state, Observation.of(0, 1));

        assertThat(verdict).contains(new Verdict.Late(false));
        assertThat(state.modelSha256()).isEqualTo(Networks.random(1).identity().sha256());
    }

    /** Noise around a daily wave, for which the disturbed network's residuals are twice as large. */
    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {1, 6})
    void keepsTheAlertRateWithinTwofoldOnASwapToANetworkWithTwiceTheError(int features) {
        ModelSpec spec = Networks.spec(VersionChange.REPLAY);
        Map<String, float[]> good = new TreeMap<>(Networks.persistence(1, spec));
        good.putAll(Networks.calibration(features == 1 ? 4.5f : 3.5f, 0).tensors());
        Map<String, float[]> bad = new TreeMap<>(good);
        Networks.disturb(bad, spec, 1.3f, 1.7f);
        Detector first = new Detector(Networks.snapshot("1", spec, Optional.empty(), good), features);
        Detector second = new Detector(Networks.snapshot("2", spec, Optional.empty(), bad), features);
        List<Double> unchanged = new ArrayList<>();
        List<Double> changed = new ArrayList<>();

        for (int seed = 0; seed < 10; seed++) {
            List<Observation> rows = noise(seed, 5_000, features);
            SeriesState state = SeriesState.wrap(first.newState());
            rows.subList(0, 3_000).forEach(row -> first.detect(state, row));
            SeriesState swapped = second.adopt(copy(state), EPOCH);
            unchanged.add(alertRate(first, state, rows.subList(3_000, 5_000)));
            changed.add(alertRate(second, swapped, rows.subList(3_000, 5_000)));
        }

        double before = mean(unchanged);
        assertThat(before).isGreaterThan(0.002);
        assertThat(mean(changed)).isBetween(before / 2, before * 2);
    }

    private static double alertRate(Detector detector, SeriesState state, List<Observation> rows) {
        long above = rows.stream()
                .filter(row -> detector.detect(state, row).score() >= Verdict.THRESHOLD)
                .count();
        return (double) above / rows.size();
    }

    private static double mean(List<Double> numbers) {
        return numbers.stream().mapToDouble(each -> each).average().orElseThrow();
    }

    private static List<Observation> noise(long seed, int rows, int features) {
        Random random = new Random(seed);
        List<Observation> observations = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double[] values =
                    random.doubles(features).map(each -> random.nextGaussian()).toArray();
            observations.add(Observation.of(SyntheticRows.timeMs(row), values));
        }
        return observations;
    }

    private static SeriesState trained(ModelSnapshot model, int features) {
        Detector detector = new Detector(model, features);
        SeriesState state = SeriesState.wrap(detector.newState());
        SyntheticRows.waves(1, ROWS, features).forEach(row -> detector.detect(state, row));
        return state;
    }

    private static ModelSnapshot child(ModelSnapshot parent, VersionChange policy) {
        ModelSpec spec = Networks.spec(policy);
        Optional<String> parentSha256 = Optional.of(parent.identity().sha256());
        return Networks.snapshot("child", spec, parentSha256, Networks.randomTensors(2, spec));
    }

    private static SeriesState copy(SeriesState state) {
        return SeriesState.wrap(state.bytes().clone());
    }

    private static byte[] normaliser(SeriesState state) {
        int at = state.layout().block(0);
        return Arrays.copyOfRange(state.bytes(), at, at + SeriesStateLayout.SURPRISE_VARIANCE);
    }

    private static byte[] profile(SeriesState state) {
        return Arrays.copyOfRange(
                state.bytes(), state.layout().profileMeans(0), state.layout().farForecasts(0));
    }

    private static byte[] levelCounts(SeriesState state) {
        int at = state.layout().tailCounts(0)
                + 2 * (SeriesStateLayout.ONE_SIDED_BINS + SeriesStateLayout.TWO_SIDED_BINS);
        return Arrays.copyOfRange(state.bytes(), at, at + 2 * SeriesStateLayout.TWO_SIDED_BINS);
    }

    private static double[] recurrent(SeriesState state) {
        double[] values = new double[state.layout().recurrentSize()];
        for (int index = 0; index < values.length; index++) {
            values[index] = state.f32(state.layout().hidden(0) + index * Float.BYTES);
        }
        return values;
    }
}
