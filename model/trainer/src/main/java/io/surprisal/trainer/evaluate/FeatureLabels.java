package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.CsvTable;
import io.surprisal.trainer.data.SeriesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which features the experts named for which incidents: {@code interpretation.csv} with the columns
 * {@code key,start,end,features}, rows by {@code t}, both included, features parted by spaces. Read for measuring alone.
 */
final class FeatureLabels {

    private static final String FILE = "interpretation.csv";

    private final Map<String, List<Incident>> incidents; // by key

    private FeatureLabels(Map<String, List<Incident>> incidents) {
        this.incidents = incidents;
    }

    /**
     * One incident.
     *
     * @param first row index
     * @param last included
     * @param features at least one
     */
    record Incident(long first, long last, Set<String> features) {

        /** Owns its features. */
        Incident {
            features = Set.copyOf(features);
        }

        boolean holds(long index) {
            return index >= first && index <= last;
        }
    }

    /**
     * Those in a folder of series; none if it has no such file.
     *
     * @throws BadDataException if it cannot be read
     */
    static FeatureLabels beside(Path folder) {
        Map<String, List<Incident>> incidents = new TreeMap<>();
        if (Files.exists(folder.resolve(FILE))) {
            try (CsvTable table = CsvTable.open(folder.resolve(FILE))) {
                while (table.next()) {
                    incidents
                            .computeIfAbsent(table.field(table.column("key")).strip(), key -> new ArrayList<>())
                            .add(incident(table));
                }
            }
        }
        return new FeatureLabels(incidents);
    }

    private static Incident incident(CsvTable table) {
        return new Incident(
                index(table, "start"),
                index(table, "end"),
                Set.of(table.field(table.column("features")).strip().split("\\s+", -1)));
    }

    private static long index(CsvTable table, String column) {
        String field = table.field(table.column(column)).strip();
        try {
            return Long.parseLong(field);
        } catch (NumberFormatException noIndex) {
            throw table.malformed(table.column(column), column + " must be a whole number: '" + field + "'");
        }
    }

    /** The incidents of a series. */
    List<Incident> of(SeriesFile series) {
        return incidents.getOrDefault(series.key(), List.of());
    }
}
