package io.surprisal.trainer.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The rule for a folder that scores are written to. */
public final class OutputFolder {

    private OutputFolder() {}

    /**
     * Checks that a folder can take the scores of a data set, and makes it if it is new.
     *
     * @throws IllegalArgumentException if it has anything in it, is a file, or lies inside the data's folder, where its
     *     files would be taken for series
     * @throws IOException if it cannot be made or listed
     */
    public static void prepare(Path out, Path data) throws IOException {
        if (real(out).startsWith(real(data))) {
            throw new IllegalArgumentException("the output must not be inside the data: out=" + out + ", data=" + data);
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IllegalArgumentException("the output must be a folder: out=" + out);
        }
        Files.createDirectories(out);
        try (Stream<Path> content = Files.list(out)) {
            content.findAny().ifPresent(found -> {
                throw new IllegalArgumentException(
                        "the output must be new or empty: out=" + out + ", found=" + found.getFileName());
            });
        }
    }

    /** The path without links, as far as it exists. */
    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path existing = absolute;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing.toRealPath().resolve(existing.relativize(absolute));
    }
}
