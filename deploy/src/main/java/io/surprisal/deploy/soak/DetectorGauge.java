package io.surprisal.deploy.soak;

import io.surprisal.deploy.endurance.DetectorProcess;
import io.surprisal.deploy.endurance.MetricsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads what a detector's process takes of the machine. Linux only. */
final class DetectorGauge {

    private static final double MB = 1 << 20;
    private static final double KB_PER_MB = 1024;
    private static final long COLLECTION_LIMIT_SECONDS = 20;
    private static final Path COLLECTOR = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    private final DetectorProcess process;
    private final Path stateDir;

    DetectorGauge(DetectorProcess process, Path stateDir) {
        this.process = process;
        this.stateDir = stateDir;
    }

    /** Whether this machine and this Java tell all of it. */
    static boolean isThere() {
        return Files.exists(Path.of("/proc/self/status")) && Files.isExecutable(COLLECTOR);
    }

    /** A sample; before it, the detector's garbage is collected, so that what is left is in use. */
    SoakSample sample(double second, double perSecond, long lag, int versions)
            throws IOException, InterruptedException {
        collect();
        MetricsPage page = MetricsPage.read(process.port());
        double rocksDb = page.max("kafka_stream_state_block_cache_usage")
                + page.sum("kafka_stream_state_cur_size_all_mem_tables")
                + page.sum("kafka_stream_state_estimate_table_readers_mem");
        return new SoakSample(
                second,
                perSecond,
                (double) lag,
                residentMb(),
                page.sum("jvm_memory_used_bytes", "area=\"heap\"") / MB,
                rocksDb / MB,
                bytes(stateDir) / MB,
                page.sum("jvm_threads_live_threads"),
                files(),
                versions);
    }

    private void collect() throws IOException, InterruptedException {
        Process collector = new ProcessBuilder(List.of(COLLECTOR.toString(), Long.toString(process.pid()), "GC.run"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!collector.waitFor(COLLECTION_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            collector.destroyForcibly();
        }
    }

    private double residentMb() throws IOException {
        for (String line : Files.readAllLines(proc("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / KB_PER_MB;
            }
        }
        return Double.NaN;
    }

    private double files() throws IOException {
        try (Stream<Path> open = Files.list(proc("fd"))) {
            return (double) open.count();
        }
    }

    private Path proc(String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }

    /** Files come and go meanwhile. */
    private static double bytes(Path folder) throws IOException {
        double sum = 0;
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                sum += Files.isDirectory(entry)
                        ? bytes(entry)
                        : (double) entry.toFile().length();
            }
        } catch (NoSuchFileException gone) {
            return sum;
        }
        return sum;
    }
}
