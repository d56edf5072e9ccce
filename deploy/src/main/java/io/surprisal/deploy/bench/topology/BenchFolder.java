package io.surprisal.deploy.bench.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder for stores and the broker's logs, which goes when it is closed. */
final class BenchFolder implements AutoCloseable {

    private final Path path;

    BenchFolder() throws IOException {
        path = Files.createTempDirectory("surprisal-bench-");
    }

    Path path() {
        return path;
    }

    /** Bytes of all files that an application has. */
    long bytes(String name) throws IOException {
        try (Stream<Path> below = Files.walk(path.resolve(name))) {
            return below.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Deletes what an application has left. */
    void delete(String name) throws IOException {
        delete(path.resolve(name));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (NoSuchFileException gone) {
            // Nothing was left.
        }
    }

    @Override
    public void close() throws IOException {
        delete(path);
    }
}
