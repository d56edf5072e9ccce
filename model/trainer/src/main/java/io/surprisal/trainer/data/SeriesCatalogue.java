package io.surprisal.trainer.data;

import io.surprisal.trainer.data.SeriesFile.Part;
import io.surprisal.trainer.data.SeriesFile.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The series below a folder, in the order of their paths.
 *
 * <p>Every {@code *.csv} and {@code *.csv.gz} is a series of its own, all of whose rows are scored; where the folder
 * has a folder {@code test}, only the files below it and below {@code train} are read, and the file of the same name
 * in {@code train} is the series' history. {@code keys.csv} in the folder itself states time base and targets; it and
 * the files of labels are no series.
 */
public final class SeriesCatalogue {

    private static final Set<String> NO_SERIES =
            Set.of("keys.csv", "labels.csv", "train_labels.csv", "interpretation.csv");
    private static final String TEST = "test";
    private static final String PLAIN = ".csv";
    private static final String PACKED = ".csv.gz";

    private final Path folder;
    private final List<SeriesFile> series;

    private SeriesCatalogue(Path folder, List<SeriesFile> series) {
        this.folder = folder;
        this.series = List.copyOf(series);
    }

    /**
     * Finds the series of a folder; reads {@code keys.csv}, but none of the series.
     *
     * @throws BadDataException if there is no such folder, no series in it, or {@code keys.csv} is malformed
     */
    public static SeriesCatalogue open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadDataException("there is no folder " + folder);
        }
        Map<String, List<Part>> parts = new TreeMap<>();
        boolean divided = Files.isDirectory(folder.resolve(TEST));
        if (divided) {
            collect(folder.resolve("train"), Role.HISTORY, parts);
            collect(folder.resolve(TEST), Role.SCORED, parts);
        } else {
            collect(folder, Role.SCORED, parts);
        }
        if (parts.isEmpty()) {
            throw new BadDataException("there is no series (*.csv, *.csv.gz) below " + folder);
        }
        Map<String, KeySettings> settings = settings(folder.resolve("keys.csv"));
        List<SeriesFile> series = new ArrayList<>();
        String below = divided ? TEST + '/' : "";
        parts.forEach((path, files) -> series.add(series(below, path, files, settings)));
        return new SeriesCatalogue(folder, series);
    }

    private static void collect(Path folder, Role role, Map<String, List<Part>> parts) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(SeriesCatalogue::isSeries).sorted().forEach(file -> {
                List<Part> known = parts.computeIfAbsent(pathOf(folder, file), path -> new ArrayList<>());
                if (known.stream().anyMatch(part -> part.role() == role)) {
                    throw new BadDataException(file + " is there both packed and plain: keep one");
                }
                known.add(new Part(role, file));
            });
        } catch (IOException | UncheckedIOException failure) {
            throw new BadDataException("cannot list " + folder + ": " + failure, failure);
        }
    }

    private static boolean isSeries(Path file) {
        String name = String.valueOf(file.getFileName());
        return (name.endsWith(PLAIN) || name.endsWith(PACKED))
                && !NO_SERIES.contains(name)
                && Files.isRegularFile(file);
    }

    private static String pathOf(Path folder, Path file) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        return path.endsWith(PACKED) ? path.substring(0, path.length() - PACKED.length()) + PLAIN : path;
    }

    private static SeriesFile series(String below, String path, List<Part> parts, Map<String, KeySettings> settings) {
        String key = path.substring(0, path.length() - PLAIN.length());
        String name = key.substring(key.lastIndexOf('/') + 1);
        KeySettings known = settings.getOrDefault(key, settings.getOrDefault(name, KeySettings.DEFAULT));
        return new SeriesFile(key, below + path, parts, known);
    }

    private static Map<String, KeySettings> settings(Path keys) {
        Map<String, KeySettings> settings = new HashMap<>();
        if (!Files.exists(keys)) {
            return settings;
        }
        try (CsvTable table = CsvTable.open(keys)) {
            int key = table.column("key");
            while (table.next()) {
                settings.put(table.field(key).strip(), KeySettings.of(table));
            }
        }
        return settings;
    }

    /** The folder as it was named. */
    public Path folder() {
        return folder;
    }

    /** All series, those that have a history alone included. */
    public List<SeriesFile> series() {
        return series;
    }

    /** The series with rows to score. */
    public List<SeriesFile> scored() {
        return series.stream().filter(one -> one.has(Role.SCORED)).toList();
    }

    /** The series with a history. */
    public List<SeriesFile> histories() {
        return series.stream().filter(one -> one.has(Role.HISTORY)).toList();
    }
}
