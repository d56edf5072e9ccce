package io.surprisal.deploy.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The detector's processes and who starts them again, as a service manager does: an instance that ends although it should
 * run is started anew. Each has a number and a folder of its own.
 */
final class Fleet implements AutoCloseable {

    private final Class<?> launcher;
    private final Path folder;
    private final Function<Path, Map<String, String>> settings;
    private final List<@Nullable DetectorProcess> instances = new ArrayList<>();
    private final List<Boolean> wanted = new ArrayList<>();
    private final Map<Integer, BoundedDisk> disks = new HashMap<>();
    private int ended;
    private int started;

    /**
     * A fleet without instances.
     *
     * @param settings of an instance, by its state directory
     */
    Fleet(Class<?> launcher, Path folder, Function<Path, Map<String, String>> settings) {
        this.launcher = launcher;
        this.folder = folder;
        this.settings = settings;
    }

    /** Gives instance n, which has not been started, a disk that can be filled. */
    synchronized void bound(int number) throws IOException, InterruptedException {
        disks.put(number, BoundedDisk.mount(home(number).resolve("disk")));
    }

    /** The disk of instance n. */
    synchronized BoundedDisk disk(int number) {
        return Objects.requireNonNull(disks.get(number), "bound must come before");
    }

    /** Starts instance n, unless it runs. */
    synchronized void start(int number) throws IOException {
        while (instances.size() <= number) {
            instances.add(null);
            wanted.add(false);
        }
        wanted.set(number, true);
        DetectorProcess running = instances.get(number);
        if (running == null || !running.isAlive()) {
            instances.set(number, DetectorProcess.start(launcher, home(number), settings.apply(stateOf(number))));
            started++;
        }
    }

    /** Kills instance n; it stays away until it is started. */
    synchronized void kill(int number) throws InterruptedException {
        wanted.set(number, false);
        DetectorProcess running = instances.get(number);
        if (running != null) {
            running.kill();
        }
    }

    /** Stops instance n as SIGTERM does; it stays away until it is started. */
    synchronized void stop(int number) throws InterruptedException {
        wanted.set(number, false);
        DetectorProcess running = instances.get(number);
        if (running != null) {
            running.stop();
        }
    }

    /** Deletes what instance n has on disk. */
    synchronized void loseDisk(int number) throws IOException {
        Path state = stateOf(number);
        if (!Files.exists(state)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(state)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Starts those that have ended by themselves. */
    synchronized void tend() throws IOException {
        for (int number = 0; number < instances.size(); number++) {
            DetectorProcess instance = instances.get(number);
            if (wanted.get(number) && instance != null && !instance.isAlive()) {
                ended++;
                start(number);
            }
        }
    }

    /** Ends of their own accord so far: each was started again. */
    synchronized int ended() {
        return ended;
    }

    /** Processes started so far. */
    synchronized int started() {
        return started;
    }

    private Path home(int number) {
        return folder.resolve("instance-" + number);
    }

    private Path stateOf(int number) {
        return home(number).resolve("disk").resolve("state");
    }

    /** A counter of instance n, as its metrics have it; empty while it does not answer. */
    synchronized OptionalDouble metric(int number, String name) throws IOException, InterruptedException {
        DetectorProcess instance = number < instances.size() ? instances.get(number) : null;
        int port = instance == null || !instance.isAlive() ? 0 : instance.port();
        if (port == 0) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(MetricsPage.read(port).sum(name));
        } catch (IOException starting) {
            return OptionalDouble.empty();
        }
    }

    /** Stops all, one after the other. */
    synchronized void stopAll() throws InterruptedException {
        for (int number = 0; number < instances.size(); number++) {
            stop(number);
        }
    }

    @Override
    public synchronized void close() {
        for (DetectorProcess instance : instances) {
            if (instance != null) {
                instance.close();
            }
        }
        disks.values().forEach(BoundedDisk::close);
    }
}
