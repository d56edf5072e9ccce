package io.surprisal.trainer.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One series of a {@link SeriesCatalogue}: where its rows are, oldest part first.
 *
 * @param key the series key: the path without its ending, and without {@code test/} where the folder is divided
 * @param path of the scored file below the catalogue's folder, with slashes, ending in {@code .csv} also where the file is
 *     packed; the scores get the same one
 * @param parts at most one of each role
 * @param settings the series' line in {@code keys.csv}
 */
public record SeriesFile(String key, String path, List<Part> parts, KeySettings settings) {

    /** What a file's rows are for. */
    public enum Role {
        /** Known before detection begins: advances the state, is never scored. */
        HISTORY,
        /** What the detector is judged by: one score for each row. */
        SCORED
    }

    /**
     * One file of a series.
     *
     * @param role what its rows are for
     * @param file where it is
     */
    public record Part(Role role, Path file) {}

    /** Owns its parts. */
    public SeriesFile {
        parts = List.copyOf(parts);
    }

    /** A file by itself, whatever stands beside it; its key is its name without the ending. */
    public static SeriesFile of(Path file) {
        String name = String.valueOf(file.getFileName());
        String key = name.replaceFirst("\\.csv(\\.gz)?$", "");
        return new SeriesFile(key, key + ".csv", List.of(new Part(Role.SCORED, file)), KeySettings.DEFAULT);
    }

    /** Whether any of its files has this role. */
    public boolean has(Role role) {
        return parts.stream().anyMatch(part -> part.role() == role);
    }

    /** Bytes of its files as they lie on disk, a measure of the work to come. */
    public long bytes() {
        return parts.stream().mapToLong(part -> size(part.file())).sum();
    }

    /**
     * Reads all its rows, the history first. To be closed.
     *
     * @throws BadDataException if a file cannot be read or is malformed
     */
    public SeriesReader open() {
        return SeriesReader.open(settings, parts);
    }

    /**
     * Reads the rows of its history alone. To be closed.
     *
     * @throws IllegalStateException if it has no history
     * @throws BadDataException if a file cannot be read or is malformed
     */
    public SeriesReader openHistory() {
        if (!has(Role.HISTORY)) {
            throw new IllegalStateException("series must have a history: key=" + key);
        }
        return SeriesReader.open(
                settings,
                parts.stream().filter(part -> part.role() == Role.HISTORY).toList());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
