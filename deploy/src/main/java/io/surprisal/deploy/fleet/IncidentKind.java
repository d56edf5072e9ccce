package io.surprisal.deploy.fleet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** What can go wrong in a series, and what it does to the values. */
public enum IncidentKind {
    /** Two rows far above all others. */
    SPIKE(0.33) {
        @Override
        void strike(double[] values, int from, int to, Course course, Random random) {
            for (int row = from; row < to; row++) {
                values[row] += (2.5 + random.nextDouble()) * course.range();
            }
        }
    },
    /** Stays higher for a while. */
    LEVEL_RISE(6) {
        @Override
        void strike(double[] values, int from, int to, Course course, Random random) {
            for (int row = from; row < to; row++) {
                values[row] += 0.9 * course.range();
            }
        }
    },
    /** Stays lower for a while. */
    LEVEL_DROP(6) {
        @Override
        void strike(double[] values, int from, int to, Course course, Random random) {
            for (int row = from; row < to; row++) {
                values[row] -= Math.min(0.9 * course.range(), 0.7 * Math.abs(values[row]));
            }
        }
    },
    /** Reads 0 for an hour. */
    DROPOUT(1) {
        @Override
        void strike(double[] values, int from, int to, Course course, Random random) {
            Arrays.fill(values, from, to, 0);
        }
    },
    /** Stuck at one value. */
    FLAT_LINE(16) {
        @Override
        void strike(double[] values, int from, int to, Course course, Random random) {
            Arrays.fill(values, from, to, values[from]);
        }
    },
    /** Creeps away and comes back at once. */
    DRIFT(14) {
        @Override
        void strike(double[] values, int from, int to, Course course, Random random) {
            for (int row = from; row < to; row++) {
                values[row] += 1.2 * course.range() * (row - from) / (to - from);
            }
        }
    },
    /** Jumps about far more than usual. */
    MORE_NOISE(8) {
        @Override
        void strike(double[] values, int from, int to, Course course, Random random) {
            for (int row = from; row < to; row++) {
                values[row] += 0.5 * course.range() * random.nextGaussian();
            }
        }
    },
    /** The busy hours do not come. */
    MISSING_PEAK(7) {
        @Override
        void strike(double[] values, int from, int to, Course course, Random random) {
            for (int row = from; row < to; row++) {
                values[row] = course.low() * (1 + 0.02 * random.nextGaussian());
            }
        }
    };

    /**
     * How a series runs when nothing is wrong.
     *
     * @param low its 5th percentile
     * @param range from its 5th to its 95th percentile
     */
    record Course(double low, double range) {}

    private final double hours;

    IncidentKind(double hours) {
        this.hours = hours;
    }

    /** How long it lasts, in hours of event time. */
    double hours() {
        return hours;
    }

    /** Changes the rows {@code from} to {@code to} (exclusive), in place. */
    abstract void strike(double[] values, int from, int to, Course course, Random random);

    /** The name as people write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
