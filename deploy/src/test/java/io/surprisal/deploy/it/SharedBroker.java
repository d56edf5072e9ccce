package io.surprisal.deploy.it;

import io.surprisal.deploy.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One broker for all tests of this JVM; it goes with the JVM. Tests use topics and groups of their own. */
final class SharedBroker {

    private static final SharedBroker INSTANCE = new SharedBroker();

    private final Path directory;
    private final EmbeddedBroker broker;

    private SharedBroker() {
        try {
            directory = Files.createTempDirectory("surprisal-it-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shared-broker-stop"));
    }

    static String bootstrapServers() {
        return INSTANCE.broker.bootstrapServers();
    }

    private void stop() {
        broker.close();
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
