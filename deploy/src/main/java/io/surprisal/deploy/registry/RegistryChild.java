package io.surprisal.deploy.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Main class of the registry's process: runs the real one and ends with the process that started it.
 *
 * <p>The parent holds the other end of standard input. When that closes, the parent is gone, however it went, and this
 * process deletes the directory it was given and halts. It uses nothing but the JDK, since the registry's own libraries
 * are all that is beside it on the class path.
 */
final class RegistryChild {

    private RegistryChild() {}

    /**
     * Starts the registry.
     *
     * @param arguments the registry's main class, and the directory to delete when the parent is gone
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        InputStream parent = System.in;
        Path directory = Path.of(arguments[1]);
        Thread watch = new Thread(() -> haltWithParent(parent, directory), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    }

    private static void haltWithParent(InputStream parent, Path directory) {
        try {
            while (parent.read() >= 0) {
                // The parent says nothing; only the end of the stream is news.
            }
        } catch (IOException closed) {
            // A broken pipe is an end as well.
        }
        delete(directory);
        Runtime.getRuntime().halt(0);
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.err.println("cannot delete " + directory + ": " + e.getMessage());
        }
    }
}
