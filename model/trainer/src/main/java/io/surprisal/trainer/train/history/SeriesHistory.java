package io.surprisal.trainer.train.history;

import io.surprisal.model.detect.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one series that may be learnt from, oldest first, in memory. Never changed after.
 *
 * <p>Rows as such are kept, not only values: what a network sees depends on event times.
 */
public final class SeriesHistory {

    private final String key;
    private final List<String> features;
    private final List<String> covariates;
    private final List<Observation> rows;

    /**
     * A history.
     *
     * @param key the series key, for messages
     * @param features names of the features of each row
     * @param covariates names of the covariates of each row
     * @param rows in the order in which the detector would see them
     */
    public SeriesHistory(String key, List<String> features, List<String> covariates, List<Observation> rows) {
        this.key = key;
        this.features = List.copyOf(features);
        this.covariates = List.copyOf(covariates);
        this.rows = List.copyOf(rows);
    }

    /** The series key. */
    public String key() {
        return key;
    }

    /** Names of the features. */
    public List<String> features() {
        return features;
    }

    /** Names of the covariates. */
    public List<String> covariates() {
        return covariates;
    }

    /** The rows, oldest first. */
    public List<Observation> rows() {
        return rows;
    }

    /** Its first rows. */
    public SeriesHistory first(int count) {
        return new SeriesHistory(key, features, covariates, rows.subList(0, Math.min(count, rows.size())));
    }

    /** Every n-th of its rows, as if it had been sampled less often. */
    public SeriesHistory everyNth(int step, int phase) {
        List<Observation> kept = new ArrayList<>();
        for (int row = phase; row < rows.size(); row += step) {
            kept.add(rows.get(row));
        }
        return new SeriesHistory(key, features, covariates, kept);
    }

    /**
     * The same rows with other covariates, by name; those that it does not have are missing.
     *
     * @param names none, for a network that serves any series
     */
    public SeriesHistory withCovariates(List<String> names) {
        if (names.equals(covariates)) {
            return this;
        }
        int[] columns = names.stream().mapToInt(covariates::indexOf).toArray();
        List<Observation> changed = new ArrayList<>(rows.size());
        for (Observation row : rows) {
            double[] inputs = new double[columns.length];
            for (int index = 0; index < columns.length; index++) {
                inputs[index] = columns[index] < 0 ? Double.NaN : row.covariate(columns[index]);
            }
            changed.add(new Observation(row.eventTimeMs(), values(row), inputs, row.partition(), row.offset()));
        }
        return new SeriesHistory(key, features, names, changed);
    }

    /** One of its features as a series of its own. */
    public SeriesHistory feature(int index) {
        List<Observation> column = new ArrayList<>(rows.size());
        for (Observation row : rows) {
            column.add(Observation.of(row.eventTimeMs(), row.value(index)));
        }
        return new SeriesHistory(key + "/" + features.get(index), List.of(features.get(index)), List.of(), column);
    }

    private static double[] values(Observation row) {
        double[] values = new double[row.features()];
        for (int feature = 0; feature < values.length; feature++) {
            values[feature] = row.value(feature);
        }
        return values;
    }
}
