package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.series.SeriesState;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

    private final Random random = new Random(1);

    @Test
    void findsTheDirectionThatTwoFeaturesShareAndLeavesWhatBreaksWithIt() {
        // The third to fifth keep the other components busy.
        PrincipalComponents components = learnt(5, 5_000, row -> {
            double common = 2 * random.nextGaussian();
            return new double[] {common, common, random.nextGaussian(), random.nextGaussian(), 0};
        });

        assertThat(outside(components, 2, 2, 0, 0, 0)).isCloseTo(0, within(0.15));
        assertThat(outside(components, 2, -2, 0, 0, 0)).isCloseTo(Math.sqrt(8), within(0.15));
    }

    @Test
    void followsThreeDirectionsAndNoMore() {
        PrincipalComponents components = learnt(6, 20_000, row -> new double[] {
            6 * random.nextGaussian(),
            5 * random.nextGaussian(),
            4 * random.nextGaussian(),
            random.nextGaussian(),
            random.nextGaussian(),
            random.nextGaussian()
        });

        assertThat(outside(components, 1, 0, 0, 0, 0, 0)).isCloseTo(0, within(0.1));
        assertThat(outside(components, 0, 1, 0, 0, 0, 0)).isCloseTo(0, within(0.1));
        assertThat(outside(components, 0, 0, 1, 0, 0, 0)).isCloseTo(0, within(0.1));
        assertThat(outside(components, 0, 0, 0, 1, 0, 0)).isCloseTo(1, within(0.1));
    }

    @Test
    void followsHalfAsManyDirectionsAsThereAreFeatures() {
        PrincipalComponents components = learnt(2, 20_000, row -> {
            double common = random.nextGaussian();
            return new double[] {common, common + 0.1 * random.nextGaussian()};
        });

        assertThat(outside(components, 2, 2)).isCloseTo(0, within(0.1));
        assertThat(outside(components, 2, -2)).isCloseTo(Math.sqrt(8), within(0.1));
    }

    @Test
    void hasNothingToSayOfFeaturesThatAreAlwaysZero() {
        PrincipalComponents components = learnt(3, 1_000, row -> new double[3]);

        assertThat(outside(components, 0, 0, 0)).isZero();
        assertThat(outside(components, 0, 3, 4)).isEqualTo(5);
    }

    @Test
    void leavesAllOfAFeatureThatWasConstantSoFar() {
        PrincipalComponents components = learnt(5, 5_000, row -> {
            double common = random.nextGaussian();
            return new double[] {common, common, common, common, 0};
        });

        assertThat(outside(components, 0, 0, 0, 0, 1)).isCloseTo(1, within(1e-6));
    }

    @Test
    void staysTheSameThroughFiftyThousandRows() {
        PrincipalComponents components = learnt(6, 50_000, row -> {
            double common = 2 * random.nextGaussian();
            double[] y = new double[6];
            for (int feature = 0; feature < y.length; feature++) {
                y[feature] = common + 0.1 * random.nextGaussian();
            }
            y[0] = row % 1_000 == 0 ? 50 : y[0];
            return y;
        });

        assertThat(outside(components, 2, 2, 2, 2, 2, 2)).isLessThan(0.2);
        assertThat(outside(components, 0, 2, -2, 2, -2, 0)).isBetween(1.0, 4.0);
    }

    @Test
    void learnsLessFromARowAtALowerRate() {
        PrincipalComponents full = learnt(2, 100, row -> new double[] {1, 0});
        PrincipalComponents part = learnt(2, 100, row -> new double[] {1, 0});

        for (int row = 100; row < 200; row++) {
            full.learn(new double[] {1, 1}, 1.0 / (row + 1));
            part.learn(new double[] {1, 1}, 0.25 / (row + 1));
        }

        assertThat(first(part)[1]).isPositive().isLessThan(first(full)[1] / 2);
    }

    @Test
    void remembersInTheStateWhatItHasLearnt() {
        PrincipalComponents components =
                learnt(3, 500, row -> new double[] {random.nextGaussian(), random.nextGaussian(), 1});
        SeriesState state = SeriesState.wrap(new Detector(Networks.random(1), 3).newState());
        components.store(state);
        PrincipalComponents restored = new PrincipalComponents(3);
        restored.load(state);

        SeriesState again = SeriesState.wrap(new Detector(Networks.random(1), 3).newState());
        restored.store(again);

        assertThat(again).isEqualTo(state);
        assertThat(outside(restored, 1, 2, 3)).isEqualTo(outside(components, 1, 2, 3));
    }

    private interface Rows {
        double[] y(int row);
    }

    private static PrincipalComponents learnt(int features, int rows, Rows source) {
        PrincipalComponents components = new PrincipalComponents(features);
        for (int row = 0; row < rows; row++) {
            components.learn(source.y(row), 1.0 / (row + 1));
        }
        return components;
    }

    private static float[] first(PrincipalComponents components) {
        SeriesState state = SeriesState.wrap(new Detector(Networks.random(1), 2).newState());
        components.store(state);
        return new float[] {
            state.f32(state.layout().components(0)), state.f32(state.layout().components(1))
        };
    }

    /** The length of what lies outside. */
    private static double outside(PrincipalComponents components, double... y) {
        double[] outside = new double[y.length];
        components.project(y, outside);
        double sum = 0;
        for (double each : outside) {
            sum += each * each;
        }
        return Math.sqrt(sum);
    }
}
