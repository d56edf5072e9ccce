package io.surprisal.deploy.bench.figures;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What figures depend on that no bench can choose: machine, Java, load by others. */
public final class Conditions {

    private static final Path STAT = Path.of("/proc/stat");
    private static final int STEAL_FIELD = 8;

    private final Map<String, String> before = new LinkedHashMap<>();
    private final long started = System.nanoTime();
    private final long stolenBefore = stolenTicks();

    /** Looks at the machine as it is before the bench. */
    public Conditions() {
        before.put("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        before.put("processor", processor());
        before.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        before.put("memory_mb", Long.toString(memoryMb()));
        before.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        before.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        before.put("heap_mb", Long.toString(Runtime.getRuntime().maxMemory() >> 20));
        before.put("load_before", load());
    }

    /** All of it, with what has happened since. */
    public Map<String, String> now() {
        Map<String, String> all = new LinkedHashMap<>(before);
        all.put("load_after", load());
        double seconds = (System.nanoTime() - started) / 1e9;
        all.put("steal_ticks_per_s", String.format(Locale.ROOT, "%.1f", (stolenTicks() - stolenBefore) / seconds));
        all.put("seconds", String.format(Locale.ROOT, "%.0f", seconds));
        return all;
    }

    private static String processor() {
        return valueOf(Path.of("/proc/cpuinfo"), "model name", System.getProperty("os.arch"));
    }

    private static long memoryMb() {
        String kilobytes = valueOf(Path.of("/proc/meminfo"), "MemTotal", "0 kB");
        return Long.parseLong(kilobytes.replaceAll("\\D", "")) >> 10;
    }

    private static String valueOf(Path file, String name, String otherwise) {
        return lines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Ticks (1/100 s) that another virtual machine had in place of this one. */
    private static long stolenTicks() {
        List<String> lines = lines(STAT);
        if (lines.isEmpty()) {
            return 0;
        }
        String[] fields = lines.get(0).split("\\s+", -1);
        return fields.length > STEAL_FIELD ? Long.parseLong(fields[STEAL_FIELD]) : 0;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
