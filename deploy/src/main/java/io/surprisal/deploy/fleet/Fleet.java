package io.surprisal.deploy.fleet;

import io.surprisal.deploy.fleet.IncidentKind.Course;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A fleet of machines with several kinds of metric, and incidents in the live part of some of them. The same seed,
 * size and clock give the same fleet.
 */
public final class Fleet {

    /** Every how many series an incident happens. */
    private static final int INCIDENT_EVERY = 4;

    /** Rows at either end of the live part without incidents, so that each can be told from start-up and end. */
    private static final double QUIET_HOURS = 2;

    private final FleetClock clock;
    private final List<FleetSeries> series;
    private final List<Incident> incidents;

    private Fleet(FleetClock clock, List<FleetSeries> series, List<Incident> incidents) {
        this.clock = clock;
        this.series = List.copyOf(series);
        this.incidents = List.copyOf(incidents);
    }

    /**
     * Makes a fleet.
     *
     * @param size series in it, at least 1
     */
    public static Fleet of(long seed, int size, FleetClock clock) {
        List<FleetSeries> series = new ArrayList<>();
        List<Incident> incidents = new ArrayList<>();
        Metric[] metrics = Metric.values();
        for (int i = 0; i < size; i++) {
            // A generator for each series: a larger fleet has the same first series.
            Random random = new Random(31 * seed + i);
            Metric metric = metrics[i % metrics.length];
            String key = String.format(Locale.ROOT, "host-%03d.%s", i / metrics.length, metric.label());
            double[] values = metric.values(random, clock);
            if ((i + i / metrics.length) % INCIDENT_EVERY == 0) {
                // Each kind in its turn: of every metric, one machine in four is struck.
                int turn = i / metrics.length / INCIDENT_EVERY;
                IncidentKind kind =
                        metric.incidents().get(turn % metric.incidents().size());
                incidents.addAll(strike(key, kind, values, clock, random));
            }
            series.add(new FleetSeries(key, values));
        }
        return new Fleet(clock, series, incidents);
    }

    private static List<Incident> strike(
            String key, IncidentKind kind, double[] values, FleetClock clock, Random random) {
        int length = Math.max(1, clock.hours(kind.hours()));
        int earliest = clock.historyRows() + clock.hours(QUIET_HOURS);
        int latest = clock.rows() - clock.hours(QUIET_HOURS) - length;
        if (latest < earliest) {
            return List.of();
        }
        int from = kind == IncidentKind.MISSING_PEAK
                ? peak(values, earliest, latest, length)
                : earliest + random.nextInt(latest - earliest + 1);
        kind.strike(values, from, from + length, course(values, clock), random);
        return List.of(new Incident(key, kind, from, from + length));
    }

    /** The first row of the busiest stretch. */
    private static int peak(double[] values, int earliest, int latest, int length) {
        int best = earliest;
        double most = Double.NEGATIVE_INFINITY;
        for (int from = earliest; from <= latest; from++) {
            double sum = Arrays.stream(values, from, from + length).sum();
            if (sum > most) {
                most = sum;
                best = from;
            }
        }
        return best;
    }

    private static Course course(double[] values, FleetClock clock) {
        double[] sorted = Arrays.copyOf(values, clock.historyRows());
        Arrays.sort(sorted);
        double low = sorted[sorted.length / 20];
        double high = sorted[sorted.length - 1 - sorted.length / 20];
        return new Course(low, high - low);
    }

    /** When its rows happen. */
    public FleetClock clock() {
        return clock;
    }

    /** Its series. */
    public List<FleetSeries> series() {
        return series;
    }

    /** What goes wrong in it. */
    public List<Incident> incidents() {
        return incidents;
    }
}
