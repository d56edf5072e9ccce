package io.surprisal.trainer.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InjectorTest {

    private static final int ROWS = 4000;
    private static final long STEP_MS = 300_000;

    private final Injector injector = new Injector(servers(3));

    @ParameterizedTest(name = "{0}")
    @EnumSource(IncidentKind.class)
    void changesOnlyTheRowsAndFeaturesThatItNames(IncidentKind kind) {
        Incident incident = inject(kind);
        CleanStretch clean = injector.stretch();
        CleanStretch changed = clean.with(incident);

        boolean different = false;
        for (int row = 0; row < ROWS; row++) {
            boolean within =
                    row >= incident.rows().first() && row <= incident.rows().last();
            for (int feature = 0; feature < clean.features(); feature++) {
                int at = feature;
                boolean same = Double.compare(changed.row(row)[feature], clean.row(row)[feature]) == 0;
                boolean named = within && Arrays.stream(incident.features()).anyMatch(hit -> hit == at);
                assertThat(same || named).as("row %d, feature %d", row, feature).isTrue();
                different |= !same;
            }
        }
        assertThat(different).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(IncidentKind.class)
    void makesTheSameIncidentFromTheSameSeed(IncidentKind kind) {
        double strength = kind.strengths().get(2);

        assertThat(injector.inject(kind, strength, 5)).isEqualTo(injector.inject(kind, strength, 5));
        assertThat(injector.inject(kind, strength, 5)).isNotEqualTo(injector.inject(kind, strength, 6));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(IncidentKind.class)
    void findsItsPlaceInAShortStretchToo(IncidentKind kind) {
        Injector early = new Injector(servers(3, 400), 0.1);

        for (double strength : kind.strengths()) {
            for (int seed = 0; seed < 20; seed++) {
                early.inject(kind, strength, seed)
                        .ifPresent(incident -> assertThat(incident.rows())
                                .satisfies(rows -> assertThat(rows.first()).isGreaterThanOrEqualTo(40))
                                .satisfies(rows -> assertThat(rows.last()).isLessThan(400)));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(IncidentKind.class)
    void leavesTheFirstThreeFifthsAloneAndTheFeatureNotNegative(IncidentKind kind) {
        Incident incident = inject(kind);

        assertThat(incident.rows().first()).isGreaterThanOrEqualTo(ROWS * 3 / 5);
        assertThat(incident.watched().last()).isLessThan(ROWS);
        for (int row = incident.rows().first(); row <= incident.rows().last(); row++) {
            assertThat(Arrays.stream(incident.row(row)).min().orElseThrow()).isNotNegative();
        }
    }

    @Test
    void hitsAtMostAThirdOfTheFeatures() {
        Injector many = new Injector(servers(12));

        for (int seed = 0; seed < 50; seed++) {
            assertThat(many.inject(IncidentKind.SPIKE, 8, seed).orElseThrow().features())
                    .hasSizeBetween(1, 4);
        }
    }

    @Test
    void movesASpikeByItsStrengthInStandardDeviations() {
        CleanStretch noise = noise();
        Incident incident = new Injector(noise).inject(IncidentKind.SPIKE, 8, 1).orElseThrow();
        int row = incident.rows().first();

        double moved = Math.abs(incident.row(row)[0] - noise.row(row)[0]);

        assertThat(moved).isBetween(7.5, 8.2);
        assertThat(incident.rows().width()).isEqualTo(1);
        assertThat(incident.watched().width()).isEqualTo(4);
    }

    @Test
    void findsNoPeakInNoise() {
        assertThat(new Injector(noise()).inject(IncidentKind.MISSING_PEAK, 1, 1))
                .isEmpty();
    }

    @Test
    void findsNoRelationToBreakInOneFeature() {
        assertThat(new Injector(servers(1)).inject(IncidentKind.BROKEN_CORRELATION, 60, 1))
                .isEmpty();
    }

    @Test
    void putsNothingIntoAConstant() {
        double[][] rows = new double[ROWS][1];
        Injector constant = new Injector(new CleanStretch("constant", times(), rows));

        assertThat(List.of(IncidentKind.values()))
                .allMatch(kind ->
                        constant.inject(kind, kind.strengths().get(2), 1).isEmpty());
    }

    @Test
    void keepsMissingValuesMissing() {
        double[][] rows = new double[ROWS][1];
        RandomSource random = new RandomSource(1, 2);
        for (int row = 0; row < ROWS; row++) {
            rows[row][0] = row % 3 == 0 ? Double.NaN : random.normal();
        }
        Injector gaps = new Injector(new CleanStretch("gaps", times(), rows));

        Incident incident = gaps.inject(IncidentKind.FLAT_LINE, 50, 1).orElseThrow();

        for (int row = incident.rows().first(); row <= incident.rows().last(); row++) {
            assertThat(Double.isNaN(incident.row(row)[0])).isEqualTo(row % 3 == 0);
        }
    }

    private Incident inject(IncidentKind kind) {
        Optional<Incident> incident = injector.inject(kind, kind.strengths().get(2), 1);
        assertThat(incident).isPresent();
        return incident.get();
    }

    /** Features with a common daily course and a common walk, far above 0. */
    private static CleanStretch servers(int features) {
        return servers(features, ROWS);
    }

    private static CleanStretch servers(int features, int length) {
        RandomSource random = new RandomSource(7, features);
        double[][] rows = new double[length][features];
        double walk = 0;
        for (int row = 0; row < length; row++) {
            walk = 0.95 * walk + 0.5 * random.normal();
            double day = 3 * StrictMath.sin(2 * Math.PI * row / 288);
            for (int feature = 0; feature < features; feature++) {
                rows[row][feature] = 20 + day + walk + 0.1 * random.normal();
            }
        }
        return new CleanStretch("servers", Arrays.copyOf(times(), length), rows);
    }

    private static CleanStretch noise() {
        RandomSource random = new RandomSource(7, 0);
        double[][] rows = new double[ROWS][1];
        for (double[] row : rows) {
            row[0] = random.normal();
        }
        return new CleanStretch("noise", times(), rows);
    }

    private static long[] times() {
        long[] times = new long[ROWS];
        for (int row = 0; row < ROWS; row++) {
            times[row] = 1_600_000_000_000L + STEP_MS * row;
        }
        return times;
    }
}
