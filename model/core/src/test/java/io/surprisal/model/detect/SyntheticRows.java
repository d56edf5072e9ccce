package io.surprisal.model.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Series for tests: a daily wave with noise, and series of a given shape. */
final class SyntheticRows {

    static final long START_MS = 1_700_000_000_000L;
    static final long STEP_MS = 600_000;

    private static final double DAY_MS = 86_400_000;

    private SyntheticRows() {}

    /** A daily wave around 50 with Gaussian noise of 1 in every feature, each with its own phase. */
    static List<Observation> waves(long seed, int rows, int features) {
        Random random = new Random(seed);
        List<Observation> observations = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double[] values = new double[features];
            for (int feature = 0; feature < features; feature++) {
                double angle = 2 * Math.PI * (timeMs(row) / DAY_MS + feature / 7.0);
                values[feature] = 50 + 10 * StrictMath.sin(angle) + random.nextGaussian();
            }
            observations.add(Observation.of(timeMs(row), values));
        }
        return observations;
    }

    /** A series of one feature in equal steps. */
    static List<Observation> of(int rows, IntToDoubleFunction value) {
        List<Observation> observations = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            observations.add(Observation.of(timeMs(row), value.applyAsDouble(row)));
        }
        return observations;
    }

    static long timeMs(int row) {
        return START_MS + row * STEP_MS;
    }

    /** The same observation with another value of a feature. */
    static Observation with(Observation observation, int feature, double value) {
        double[] values = new double[observation.features()];
        for (int index = 0; index < values.length; index++) {
            values[index] = index == feature ? value : observation.value(index);
        }
        return Observation.of(observation.eventTimeMs(), values);
    }
}
