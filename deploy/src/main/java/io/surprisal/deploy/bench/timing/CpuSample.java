package io.surprisal.deploy.bench.timing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** CPU time that the threads of a process have used so far, by kind, as Linux counts it in nanoseconds. */
public final class CpuSample {

    private final Map<ThreadKind, Long> nanos;

    private CpuSample(Map<ThreadKind, Long> nanos) {
        this.nanos = nanos;
    }

    /** Of this process. */
    public static CpuSample own() {
        return of(Path.of("/proc/self/task"));
    }

    /** Of another process. */
    public static CpuSample of(long pid) {
        return of(Path.of("/proc", Long.toString(pid), "task"));
    }

    /** Whether this machine counts that. */
    public static boolean isThere() {
        return Files.exists(Path.of("/proc/self/task")) && Files.exists(Path.of("/proc/self/schedstat"));
    }

    private static CpuSample of(Path tasks) {
        Map<ThreadKind, Long> nanos = new EnumMap<>(ThreadKind.class);
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                add(thread, nanos);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the CPU time of threads in " + tasks, e);
        }
        return new CpuSample(nanos);
    }

    private static void add(Path thread, Map<ThreadKind, Long> nanos) throws IOException {
        try {
            ThreadKind kind = ThreadKind.of(Files.readString(thread.resolve("comm")));
            String ran = Files.readString(thread.resolve("schedstat"));
            nanos.merge(kind, Long.parseLong(ran.substring(0, ran.indexOf(' '))), Long::sum);
        } catch (NoSuchFileException ended) {
            // A thread that has ended meanwhile did so in idleness: those that work live as long as the application.
        }
    }

    /** Nanoseconds of a kind of thread since an earlier sample. */
    public long since(CpuSample before, ThreadKind kind) {
        return nanos.getOrDefault(kind, 0L) - before.nanos.getOrDefault(kind, 0L);
    }

    /** Nanoseconds of all threads but the JIT compilers' since an earlier sample. */
    public long since(CpuSample before) {
        long sum = 0;
        for (ThreadKind kind : ThreadKind.values()) {
            sum += kind == ThreadKind.JIT ? 0 : since(before, kind);
        }
        return sum;
    }
}
