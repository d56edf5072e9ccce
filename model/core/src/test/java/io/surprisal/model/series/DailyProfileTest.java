package io.surprisal.model.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.math.HalfFloat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DailyProfileTest {

    /** Monday, 5 January 1970, 00:30 UTC: the middle of the first bucket. */
    private static final double MONDAY = 4 * 86_400 + 1_800;

    private static final double SATURDAY = MONDAY + 5 * 86_400;
    private static final double HOUR = 3_600;

    private final SeriesState state = States.fresh(1);
    private final Normaliser normaliser = new Normaliser();
    private final DailyProfile profile = new DailyProfile();
    private final ProfileSlot slot = new ProfileSlot();

    @Test
    void knowsNothingBeforeTheFirstVisit() {
        read(MONDAY);

        assertThat(profile.confidence()).isZero();
    }

    @Test
    void trustsABucketFullyAfterThreeVisits() {
        visit(MONDAY, 10);
        visit(MONDAY, 10);
        read(MONDAY);
        assertThat(profile.confidence()).isCloseTo(2 / 3.0, within(1e-12));

        visit(MONDAY, 10);
        visit(MONDAY, 10);
        read(MONDAY);
        assertThat(profile.confidence()).isEqualTo(1);
    }

    @Test
    void readsBetweenTheMiddlesOfTwoBuckets() {
        visit(MONDAY, 10);
        visit(MONDAY + HOUR, 20);

        assertThat(value(MONDAY)).isEqualTo(10);
        assertThat(value(MONDAY + HOUR / 4)).isEqualTo(12.5);
        assertThat(value(MONDAY + HOUR / 2)).isEqualTo(15);
    }

    @Test
    void tellsWeekendsFromWorkingDaysAndBorrowsUntilItHasSeenOne() {
        IntStream.range(0, 3).forEach(visit -> visit(MONDAY, 10));

        assertThat(value(SATURDAY)).isEqualTo(10);
        assertThat(profile.confidence()).isCloseTo(0.2, within(1e-12));

        visit(SATURDAY, 30);
        assertThat(value(SATURDAY)).as("young: averaged with its twin").isEqualTo(20);
        visit(SATURDAY, 30);
        assertThat(value(SATURDAY)).isEqualTo(30);
        assertThat(value(MONDAY)).isEqualTo(10);
    }

    @Test
    void movesWithTheAnchor() {
        visit(MONDAY, 10);
        visit(MONDAY + HOUR, 20);
        SeriesState far = SeriesState.wrap(state.bytes().clone());
        far.putF32(far.layout().block(0) + SeriesStateLayout.MEAN, 1e6f);
        normaliser.load(far, 0);

        DailyProfile.reanchor(far, 0, normaliser);
        normaliser.store(far, 0);

        normaliser.load(far, 0);
        assertThat(normaliser.mean()).isZero();
        assertThat(normaliser.centre()).isEqualTo(10 + 1e6);
        assertThat(far.f32(far.layout().profileMeans(0) + Float.BYTES)).isEqualTo(10 - 1e6f);
    }

    @Test
    void roundsWithADitherThatKeepsTheMean() {
        float value = 1.0003f; // between 1 and its upper neighbour 1 + 2^-10
        int rounds = 10_000;

        double sum = 0;
        for (int round = 0; round < rounds; round++) {
            sum += HalfFloat.toFloat(DailyProfile.dithered(value, (round + 0.5) / rounds));
        }

        assertThat(sum / rounds).isCloseTo(value, within(1e-6));
    }

    private double value(double seconds) {
        read(seconds);
        return normaliser.value(profile.y(normaliser))
                + state.f64(state.layout().block(0) + SeriesStateLayout.ANCHOR);
    }

    private void read(double seconds) {
        normaliser.load(state, 0);
        slot.set(seconds, 2);
        profile.read(state, 0, slot, normaliser, HOUR);
    }

    private void visit(double seconds, double value) {
        normaliser.load(state, 0);
        normaliser.learn(value);
        slot.set(seconds, 2);
        profile.learn(state, 0, slot, normaliser, value, HOUR);
        DailyProfile.visit(state, slot);
        normaliser.store(state, 0);
    }
}
