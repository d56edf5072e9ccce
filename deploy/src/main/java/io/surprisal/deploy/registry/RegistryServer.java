package io.surprisal.deploy.registry;

import io.surprisal.deploy.broker.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

/**
 * A schema registry (Apicurio) in a child process: in memory, on loopback only, speaking Confluent's API.
 *
 * <p>{@link #launch} returns at once, so that it can start beside the broker; {@link #awaitReady} waits. The child ends
 * with {@link #close()} or with this process, whichever comes first ({@link RegistryChild}).
 */
public final class RegistryServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final long STOP_LIMIT_SECONDS = 5;
    private static final int OK = 200;

    private final Process process;
    private final int port;
    private final Path log;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private RegistryServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Where the distribution keeps the registry; the launcher says where the distribution is. */
    public static Path installation() {
        return Path.of(System.getProperty("surprisal.home", "target"), "registry")
                .toAbsolutePath();
    }

    /**
     * Starts the registry's process without waiting for it.
     *
     * @param installation the unpacked registry
     * @param directory for its log and temporary files; made when it is missing
     * @param deletedWithParent deleted by the child when this process ends without {@link #close()}
     * @param wishedPort the port to prefer, 0 for any
     * @throws IOException if the installation is not there or no process can be started
     */
    public static RegistryServer launch(Path installation, Path directory, Path deletedWithParent, int wishedPort)
            throws IOException {
        Path runner = runner(installation);
        Files.createDirectories(directory);
        Path log = directory.resolve("registry.log");
        int port = wishedPort > 0 ? LoopbackPorts.freePreferring(wishedPort) : LoopbackPorts.free();
        ProcessBuilder builder = new ProcessBuilder(command(runner, directory, deletedWithParent))
                .directory(installation.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment(port));
        return new RegistryServer(builder.start(), port, log);
    }

    private static Path runner(Path installation) throws IOException {
        if (!Files.isDirectory(installation)) {
            throw new IOException("no schema registry in " + installation + "; build it: mvn package -DskipTests");
        }
        try (var jars = Files.newDirectoryStream(installation, "*-runner.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new IOException("no *-runner.jar in " + installation);
    }

    private static List<String> command(Path runner, Path directory, Path deletedWithParent) throws IOException {
        String mainClass;
        try (JarFile jar = new JarFile(runner.toFile())) {
            mainClass = jar.getManifest().getMainAttributes().getValue("Main-Class");
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // It answers a handful of requests: start-up is all its cost.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                ownCode() + System.getProperty("path.separator") + runner,
                RegistryChild.class.getName(),
                mainClass,
                deletedWithParent.toString());
    }

    private static Path ownCode() {
        try {
            return Path.of(RegistryChild.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an entry that is no path", e);
        }
    }

    private static Map<String, String> environment(int port) {
        return Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT", "0",
                "QUARKUS_BANNER_ENABLED", "false",
                "QUARKUS_LOG_LEVEL", "WARN",
                "QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false");
    }

    /** The address for {@code schema.registry.url}. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    /**
     * Waits until the registry answers, and asks of every schema that it be compatible with all earlier ones.
     *
     * @throws IOException if its process ended or does not answer in time; the message names its log
     */
    public void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (!process.isAlive()) {
                throw new IOException("the schema registry ended with code " + process.exitValue() + "; it last said: "
                        + lastWords());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the schema registry did not answer within " + START_LIMIT.toSeconds()
                        + " s; it last said: " + lastWords());
            }
            // A child process offers nothing to wait for but its answer.
            TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
        }
    }

    /** Makes FULL_TRANSITIVE the rule; the registry's own default is to accept anything. */
    private boolean answers() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/config"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"FULL_TRANSITIVE\"}"))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastWords() throws IOException {
        // Indented lines are stack traces.
        return Files.readAllLines(log).stream()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .reduce((first, second) -> second)
                .orElse("nothing");
    }

    /** Closes the child's standard input, as the operating system does when this process is killed; for tests. */
    public void abandon() throws IOException {
        process.getOutputStream().close();
    }

    /** Waits for the process to end by itself, and says whether it did. */
    public boolean awaitEnd() throws InterruptedException {
        return process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the process, by force if it takes its time. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
