package io.surprisal.trainer.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.CsvTable;
import io.surprisal.trainer.data.EventTimes;
import io.surprisal.trainer.data.SeriesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which stretches of which series are anomalous. They are read for measuring alone; nothing of them reaches a detector.
 *
 * <p>A {@code .json} file holds windows of event times by path as in the Numenta Anomaly Benchmark,
 * {@code {"folder/file.csv": [["first time", "last time"], ...]}}; series that it does not name are not measured. A
 * {@code .csv} file has the columns {@code key,start,end}, both rows included, by {@code t} (where rows have
 * timestamps: by number from 0, or by time); a series that it does not name has no anomaly.
 */
public final class Labels {

    private static final String JSON = ".json";

    private final Map<String, List<LabelledStretch>> stretches; // by path or key
    private final boolean asWindows;
    private final boolean complete;

    private Labels(Map<String, List<LabelledStretch>> stretches, boolean asWindows, boolean complete) {
        this.stretches = stretches;
        this.asWindows = asWindows;
        this.complete = complete;
    }

    /** No labels: nothing is measured. */
    public static Labels none() {
        return new Labels(Map.of(), false, false);
    }

    /**
     * The labels in a folder of series, {@code labels.json} or else {@code labels.csv}; none if it has neither.
     *
     * @throws BadDataException if they cannot be read
     */
    public static Labels beside(Path folder) {
        for (String name : List.of("labels.json", "labels.csv")) {
            if (Files.exists(folder.resolve(name))) {
                return read(folder.resolve(name));
            }
        }
        return none();
    }

    /**
     * The labels in a file.
     *
     * @throws BadDataException if it cannot be read
     */
    public static Labels read(Path file) {
        return file.toString().endsWith(JSON)
                ? new Labels(readJson(file), true, false)
                : new Labels(readCsv(file), false, true);
    }

    /** Stretches of rows by series key; a series without any has no anomaly. */
    static Labels ofRows(Map<String, List<LabelledStretch>> stretches) {
        return new Labels(stretches, false, true);
    }

    private static Map<String, List<LabelledStretch>> readCsv(Path file) {
        Map<String, List<LabelledStretch>> stretches = new TreeMap<>();
        try (CsvTable table = CsvTable.open(file)) {
            int key = table.column("key");
            int start = table.column("start");
            int end = table.column("end");
            while (table.next()) {
                stretches
                        .computeIfAbsent(table.field(key).strip(), name -> new ArrayList<>())
                        .add(stretch(table, start, end));
            }
        }
        return stretches;
    }

    /** A stretch as a row of a file states it. */
    static LabelledStretch stretch(CsvTable table, int start, int end) {
        try {
            return LabelledStretch.parse(table.field(start), table.field(end));
        } catch (IllegalArgumentException fault) {
            throw table.malformed(start, String.valueOf(fault.getMessage()));
        }
    }

    private static Map<String, List<LabelledStretch>> readJson(Path file) {
        Map<String, List<LabelledStretch>> stretches = new TreeMap<>();
        try {
            for (Map.Entry<String, JsonNode> windows :
                    new JsonMapper().readTree(file.toFile()).properties()) {
                List<LabelledStretch> ofSeries = new ArrayList<>();
                for (JsonNode window : windows.getValue()) {
                    ofSeries.add(LabelledStretch.ofTimes(
                            EventTimes.parse(window.path(0).asText()),
                            EventTimes.parse(window.path(1).asText())));
                }
                stretches.put(windows.getKey(), ofSeries);
            }
            return stretches;
        } catch (JsonProcessingException fault) {
            throw new BadDataException(
                    file + ", line " + fault.getLocation().getLineNr() + ", column "
                            + fault.getLocation().getColumnNr() + ": " + fault.getOriginalMessage(),
                    fault);
        } catch (IllegalArgumentException fault) {
            throw new BadDataException(file + ": " + fault.getMessage(), fault);
        } catch (IOException failure) {
            throw new BadDataException("cannot read " + file + ": " + failure, failure);
        }
    }

    /** What is known of a series; empty if it is not measured. */
    public Optional<SeriesLabels> of(SeriesFile series) {
        for (String name : names(series)) {
            List<LabelledStretch> found = stretches.get(name);
            if (found != null) {
                return Optional.of(new SeriesLabels(found, asWindows));
            }
        }
        return complete ? Optional.of(new SeriesLabels(List.of(), asWindows)) : Optional.empty();
    }

    /** The names that fit none of the series. */
    Set<String> unknown(List<SeriesFile> series) {
        Set<String> unknown = new TreeSet<>(stretches.keySet());
        series.forEach(one -> unknown.removeAll(Set.copyOf(names(one))));
        return unknown;
    }

    private static List<String> names(SeriesFile series) {
        return List.of(
                        series.path(),
                        series.key(),
                        series.key().substring(series.key().lastIndexOf('/') + 1))
                .stream()
                .distinct()
                .toList();
    }
}
