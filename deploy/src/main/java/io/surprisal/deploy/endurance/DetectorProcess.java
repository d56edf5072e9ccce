package io.surprisal.deploy.endurance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One instance of the detector as users run it: {@code surprisal detect} in a JVM of its own. Its log is a file. */
public final class DetectorProcess implements AutoCloseable {

    private static final long END_LIMIT_SECONDS = 40;
    private static final Pattern ADDRESS = Pattern.compile("Health and metrics: https?://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final Path log;
    private final long logStart;

    private DetectorProcess(Process process, Path log, long logStart) {
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * Starts an instance without waiting for it.
     *
     * @param launcher the command line's main class
     * @param folder for its settings and its log, to which it appends
     * @param settings as in a properties file
     */
    public static DetectorProcess start(Class<?> launcher, Path folder, Map<String, String> settings)
            throws IOException {
        return start(launcher, folder, settings, List.of());
    }

    /**
     * The same with further options of Java's.
     *
     * @param launcher the command line's main class
     * @param folder for its settings and its log, to which it appends
     * @param settings as in a properties file
     * @param javaOptions such as {@code -Dname=value}
     */
    public static DetectorProcess start(
            Class<?> launcher, Path folder, Map<String, String> settings, List<String> javaOptions) throws IOException {
        Files.createDirectories(folder);
        Path config = folder.resolve("detector.properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        try (OutputStream out = Files.newOutputStream(config)) {
            properties.store(out, null);
        }
        Path log = folder.resolve("detector.log");
        Files.write(log, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        long logStart = Files.size(log);
        ProcessBuilder builder = new ProcessBuilder(command(launcher, config, javaOptions))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // The settings are those given, not those of whoever runs this.
        builder.environment().keySet().removeIf(name -> name.startsWith("SURPRISAL_"));
        return new DetectorProcess(builder.start(), log, logStart);
    }

    private static List<String> command(Class<?> launcher, Path config, List<String> javaOptions) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // Several share one machine and live for seconds.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                DetectorChild.class.getName(),
                launcher.getName(),
                "detect",
                "--config",
                config.toString()));
        return command;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}: no shutdown hook, no commit, no goodbye to the group. Returns when it has ended. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** {@code SIGTERM}: finishes, commits, ends; waits for it and says the exit code. */
    public int stop() throws InterruptedException {
        // Process#destroy would close its standard input as well, which is how it learns that we are gone.
        process.toHandle().destroy();
        if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** Waits for an end of its own accord; the exit code. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the detector did not end by itself; its log: " + log);
        }
        return process.exitValue();
    }

    /** What it has said since it was started. */
    public String log() throws IOException {
        byte[] all = Files.readAllBytes(log);
        return new String(all, (int) logStart, all.length - (int) logStart, StandardCharsets.UTF_8);
    }

    /** The port of its health and metrics, 0 while it has not said it. */
    public int port() throws IOException {
        Matcher said = ADDRESS.matcher(log());
        return said.find() ? Integer.parseInt(said.group(1)) : 0;
    }

    /** Ends it, if it has not. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
