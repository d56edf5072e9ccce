package io.surprisal.trainer.inject;

import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Puts incidents into one stretch of rows, one at a time, in its last two fifths unless told otherwise: before them a
 * detector has seen the series. Of a series of several features one to a third are hit together. All that is random follows from the seed; the
 * same seed hits the same features with all strengths of a kind, where it can in the same place.
 */
public final class Injector {

    private static final double FIRST_SHARE = 0.6;
    private static final int LARGEST_PART = 3; // of the features: a third
    private static final int TRIES = 20;

    private final CleanStretch stretch;
    private final double firstShare;
    private final List<FeatureColumn> columns;

    /** For a stretch, whose features are measured here once for all incidents. */
    public Injector(CleanStretch stretch) {
        this(stretch, FIRST_SHARE);
    }

    /**
     * The same with another place for the incidents.
     *
     * @param firstShare of the rows, in [0, 1): no incident begins before
     */
    public Injector(CleanStretch stretch, double firstShare) {
        this.stretch = stretch;
        this.firstShare = firstShare;
        long[] times =
                IntStream.range(0, stretch.length()).mapToLong(stretch::timeMs).toArray();
        double[][] values =
                IntStream.range(0, stretch.features()).mapToObj(stretch::column).toArray(double[][]::new);
        double[] relations = relations(values);
        this.columns = IntStream.range(0, values.length)
                .mapToObj(feature -> new FeatureColumn(times, values[feature], relations[feature]))
                .toList();
    }

    /** For each feature the largest magnitude of its correlation with another. */
    private static double[] relations(double[][] values) {
        double[] relations = new double[values.length];
        for (int one = 0; one < values.length; one++) {
            for (int other = 0; other < one; other++) {
                double relation = Math.abs(Correlation.of(values[one], values[other]));
                relations[one] = Math.max(relations[one], relation);
                relations[other] = Math.max(relations[other], relation);
            }
        }
        return relations;
    }

    /** The stretch into which it injects. */
    public CleanStretch stretch() {
        return stretch;
    }

    /** The first row in which an incident may begin; those before are there to be learnt. */
    public int firstRow() {
        return Math.max(1, (int) (firstShare * stretch.length()));
    }

    /** Whether a feature varies at all, apart from outliers: no incident fits one that does not. */
    public boolean varies(int feature) {
        return columns.get(feature).varies();
    }

    /**
     * Makes an incident.
     *
     * @param strength in the kind's unit
     * @return empty if the kind does not fit any feature of the stretch, or there is no room for it
     */
    public Optional<Incident> inject(IncidentKind kind, double strength, long seed) {
        RandomSource random = new RandomSource(seed, kind.name().hashCode());
        int[] features = features(kind, strength, random);
        if (features.length == 0) {
            return Optional.empty();
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Incident> incident = place(kind, strength, features, random);
            if (incident.isPresent()) {
                return incident;
            }
        }
        return Optional.empty();
    }

    /** Some of those that the kind fits. */
    private int[] features(IncidentKind kind, double strength, RandomSource random) {
        int[] fitting = IntStream.range(0, columns.size())
                .filter(feature -> kind.shape().fits(columns.get(feature), strength))
                .toArray();
        int most = kind.shape().hitsSeveral() ? Math.max(1, columns.size() / LARGEST_PART) : 1;
        int count = Math.min(fitting.length, 1 + random.below(most));
        random.shuffle(fitting);
        return Arrays.copyOf(fitting, count);
    }

    private Optional<Incident> place(IncidentKind kind, double strength, int[] features, RandomSource random) {
        FeatureColumn leading = columns.get(features[0]);
        int rows = kind.shape().rows(leading, strength);
        int[] starts = IntStream.range(firstRow(), stretch.length() - rows - Incident.ROWS_AFTER_SHORT)
                .filter(row -> kind.shape().mayBegin(leading, row))
                .toArray();
        if (starts.length == 0) {
            return Optional.empty();
        }
        int first = starts[random.below(starts.length)];
        double[][] values = IntStream.range(first, first + rows)
                .mapToObj(row -> stretch.row(row).clone())
                .toArray(double[][]::new);
        boolean changed = false;
        for (int feature : features) {
            changed |= change(kind, strength, feature, first, values, random);
        }
        return changed ? Optional.of(new Incident(kind, strength, first, features.clone(), values)) : Optional.empty();
    }

    private boolean change(
            IncidentKind kind, double strength, int feature, int first, double[][] values, RandomSource random) {
        double[] column = Arrays.stream(values).mapToDouble(row -> row[feature]).toArray();
        kind.shape().change(columns.get(feature), first, strength, random, column);
        boolean changed = false;
        for (int row = 0; row < column.length; row++) {
            changed |= Double.compare(values[row][feature], column[row]) != 0;
            values[row][feature] = column[row];
        }
        return changed;
    }
}
