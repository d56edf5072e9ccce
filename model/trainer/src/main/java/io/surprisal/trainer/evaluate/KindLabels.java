package io.surprisal.trainer.evaluate;

import io.surprisal.model.ModelSpec;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.CsvTable;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.metric.RowRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which stretches of which series are incidents of which kind: a CSV with the columns {@code key,start,end,kind}, rows as in
 * {@link Labels}.
 */
public final class KindLabels {

    private final Map<String, Labels> byKind; // kinds in the order of their names

    private KindLabels(Map<String, Labels> byKind) {
        this.byKind = byKind;
    }

    /**
     * Reads a file.
     *
     * @throws BadDataException if it cannot be read, is malformed or names no incident, with file, line and column
     */
    public static KindLabels read(Path file) {
        Map<String, Map<String, List<LabelledStretch>>> stretches = new TreeMap<>();
        try (CsvTable table = CsvTable.open(file)) {
            int key = table.column("key");
            int start = table.column("start");
            int end = table.column("end");
            int kind = table.column("kind");
            while (table.next()) {
                stretches
                        .computeIfAbsent(kind(table, kind), each -> new TreeMap<>())
                        .computeIfAbsent(table.field(key).strip(), each -> new ArrayList<>())
                        .add(Labels.stretch(table, start, end));
            }
        }
        if (stretches.isEmpty()) {
            throw new BadDataException(file + " names no incident");
        }
        Map<String, Labels> byKind = new LinkedHashMap<>();
        stretches.forEach((kind, ofKind) -> byKind.put(kind, Labels.ofRows(ofKind)));
        return new KindLabels(byKind);
    }

    private static String kind(CsvTable table, int column) {
        String kind = table.field(column).strip();
        if (kind.isEmpty() || kind.equals(ModelSpec.NONE_OF_THESE)) {
            throw table.malformed(
                    column,
                    "a kind must have a name other than '" + ModelSpec.NONE_OF_THESE + "': kind='" + kind + "'");
        }
        return kind;
    }

    /** The kinds, by name. */
    public Set<String> kinds() {
        return byKind.keySet();
    }

    /**
     * Refuses names of series that are not there.
     *
     * @throws BadDataException naming them
     */
    public void requireKnown(List<SeriesFile> series) {
        Set<String> unknown = new TreeSet<>();
        byKind.values().forEach(labels -> unknown.addAll(labels.unknown(series)));
        if (!unknown.isEmpty()) {
            throw new BadDataException("the labels name series that are not there: " + unknown);
        }
    }

    /** Those of a series, to be put to its rows. */
    public OfSeries of(SeriesFile series) {
        Map<String, SeriesLabels> labels = new LinkedHashMap<>();
        byKind.forEach((kind, ofKind) -> ofKind.of(series).ifPresent(known -> labels.put(kind, known)));
        return new OfSeries(labels);
    }

    /** One series' incidents by kind; shown every scored row in order, then asked. Not thread-safe. */
    public static final class OfSeries {

        private final Map<String, SeriesLabels> labels;

        private OfSeries(Map<String, SeriesLabels> labels) {
            this.labels = labels;
        }

        /** Notes where the current row stands. */
        public void add(SeriesReader row) {
            labels.values().forEach(each -> each.add(row));
        }

        /** The rows of the incidents, by kind; a stretch without any row is left out. */
        public Map<String, List<RowRange>> stretches() {
            Map<String, List<RowRange>> stretches = new LinkedHashMap<>();
            labels.forEach((kind, each) -> stretches.put(kind, each.rows().stretches()));
            return stretches;
        }
    }
}
