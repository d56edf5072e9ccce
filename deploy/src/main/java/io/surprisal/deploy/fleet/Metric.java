package io.surprisal.deploy.fleet;

import java.util.List;
import java.util.Random;

/**
 * Kinds of metric that a fleet has, each as it runs on a good day, with the incidents that can befall it.
 *
 * <p>Only {@code StrictMath} and {@code java.util.Random} are used, so that a seed gives the same numbers everywhere.
 */
enum Metric {
    /** Requests per second: high by day, low by night, less at weekends. */
    REQUESTS(
            "requests",
            IncidentKind.SPIKE,
            IncidentKind.DROPOUT,
            IncidentKind.LEVEL_DROP,
            IncidentKind.MISSING_PEAK,
            IncidentKind.FLAT_LINE) {
        @Override
        double[] values(Random random, FleetClock clock) {
            double level = between(random, 200, 5000);
            double phase = between(random, -0.08, 0.08);
            double[] noise = wandering(random, clock.rows(), 0.7, 0.03);
            return fill(clock, row -> {
                double weekend = clock.isWeekend(row) ? 0.6 : 1;
                return level * weekend * (1 + 0.6 * wave(clock.dayFraction(row) + phase)) * (1 + noise[row]);
            });
        }
    },
    /** Milliseconds of a request: a floor, a little busier by day, a tail of slow ones. */
    LATENCY("latency-ms", IncidentKind.SPIKE, IncidentKind.LEVEL_RISE, IncidentKind.DRIFT, IncidentKind.MORE_NOISE) {
        @Override
        double[] values(Random random, FleetClock clock) {
            double level = between(random, 5, 120);
            return fill(
                    clock,
                    row -> level
                            * (1 + 0.15 * wave(clock.dayFraction(row)))
                            * StrictMath.exp(0.08 * random.nextGaussian()));
        }
    },
    /** Percent of a processor: follows the day, with a memory of the last minutes. */
    CPU(
            "cpu-percent",
            IncidentKind.LEVEL_RISE,
            IncidentKind.LEVEL_DROP,
            IncidentKind.FLAT_LINE,
            IncidentKind.DRIFT,
            IncidentKind.MORE_NOISE) {
        @Override
        double[] values(Random random, FleetClock clock) {
            double level = between(random, 25, 45);
            double[] noise = wandering(random, clock.rows(), 0.8, 2);
            return fill(clock, row -> clip(level + 15 * wave(clock.dayFraction(row)) + noise[row], 0, 100));
        }
    },
    /** Megabytes in use: climbs and is set back every few hours. */
    MEMORY("memory-mb", IncidentKind.LEVEL_RISE, IncidentKind.FLAT_LINE, IncidentKind.SPIKE) {
        @Override
        double[] values(Random random, FleetClock clock) {
            double floor = between(random, 300, 2000);
            int period = clock.hours(between(random, 4, 9));
            int shift = random.nextInt(period);
            return fill(
                    clock,
                    row -> floor * (1 + 0.5 * ((row + shift) % period) / period) * (1 + 0.01 * random.nextGaussian()));
        }
    },
    /** Messages waiting: near nothing, with bursts that drain. */
    QUEUE("queue-length", IncidentKind.LEVEL_RISE, IncidentKind.SPIKE) {
        @Override
        double[] values(Random random, FleetClock clock) {
            double burst = between(random, 50, 400);
            double[] backlog = {0};
            return fill(clock, row -> {
                backlog[0] *= 0.6;
                if (random.nextInt(25) == 0) {
                    backlog[0] += burst * (0.5 + random.nextDouble());
                }
                return StrictMath.rint(backlog[0] + 5 * random.nextDouble());
            });
        }
    },
    /** Degrees of a room: a smooth day, very little noise. */
    TEMPERATURE("temperature", IncidentKind.DRIFT, IncidentKind.LEVEL_RISE, IncidentKind.MORE_NOISE) {
        @Override
        double[] values(Random random, FleetClock clock) {
            double level = between(random, 18, 26);
            return fill(clock, row -> level + 2 * wave(clock.dayFraction(row) - 0.1) + 0.1 * random.nextGaussian());
        }
    },
    /** Gigabytes on a disk: grows all the time. */
    DISK("disk-gb", IncidentKind.LEVEL_RISE, IncidentKind.LEVEL_DROP, IncidentKind.DROPOUT) {
        @Override
        double[] values(Random random, FleetClock clock) {
            double start = between(random, 50, 500);
            double growth = start * between(random, 0.1, 0.3) / clock.rows();
            return fill(clock, row -> start + growth * row + 0.002 * start * random.nextGaussian());
        }
    },
    /** Failed requests: small counts, more at busy hours. */
    ERRORS("errors", IncidentKind.SPIKE, IncidentKind.LEVEL_RISE) {
        @Override
        double[] values(Random random, FleetClock clock) {
            double rate = between(random, 2, 8);
            return fill(clock, row -> poisson(random, rate * (1 + 0.4 * wave(clock.dayFraction(row)))));
        }
    },
    /** Volts of a supply: flat but for the last digit. */
    VOLTAGE("voltage", IncidentKind.SPIKE, IncidentKind.DROPOUT, IncidentKind.LEVEL_DROP, IncidentKind.MORE_NOISE) {
        @Override
        double[] values(Random random, FleetClock clock) {
            double level = between(random, 225, 235);
            return fill(clock, row -> StrictMath.rint(10 * (level + 0.4 * random.nextGaussian())) / 10);
        }
    },
    /** Rows per second of a job that runs every few hours. */
    BATCH("batch-rows", IncidentKind.DROPOUT, IncidentKind.MISSING_PEAK, IncidentKind.LEVEL_RISE) {
        @Override
        double[] values(Random random, FleetClock clock) {
            double peak = between(random, 1000, 20_000);
            int period = clock.hours(4);
            int length = clock.hours(1);
            int shift = random.nextInt(period);
            return fill(clock, row -> {
                boolean running = (row + shift) % period < length;
                return (running ? peak : 0.05 * peak) * (1 + 0.05 * random.nextGaussian());
            });
        }
    };

    /** Value of one row. */
    private interface RowValue {
        double at(int row);
    }

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed, which its type does not say
    private final List<IncidentKind> incidents;

    Metric(String label, IncidentKind... incidents) {
        this.label = label;
        this.incidents = List.of(incidents);
    }

    /** The last part of a series key. */
    String label() {
        return label;
    }

    /** What can go wrong with it so that a person would want to know. */
    List<IncidentKind> incidents() {
        return incidents;
    }

    /** The values of all rows without any incident, [T]. */
    abstract double[] values(Random random, FleetClock clock);

    private static double[] fill(FleetClock clock, RowValue value) {
        double[] values = new double[clock.rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = value.at(row);
        }
        return values;
    }

    /** A first-order autoregression around 0. */
    private static double[] wandering(Random random, int rows, double memory, double spread) {
        double[] noise = new double[rows];
        double last = 0;
        for (int row = 0; row < rows; row++) {
            last = memory * last + spread * random.nextGaussian();
            noise[row] = last;
        }
        return noise;
    }

    /** A day's course, -1 at 3 in the morning, 1 at 3 in the afternoon. */
    private static double wave(double dayFraction) {
        return -StrictMath.cos(2 * Math.PI * (dayFraction - 0.125));
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double clip(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }

    /** Knuth's method: multiplies uniform numbers until the product is below exp(-rate). */
    private static double poisson(Random random, double rate) {
        double limit = StrictMath.exp(-rate);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
