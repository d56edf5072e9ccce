package io.surprisal.deploy.soak;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What must not grow, or fall. Of a soak's three thirds the first is warm-up; the medians of the other two are held against
 * each other.
 */
enum Measure {
    /** Memory of the process. */
    RESIDENT("resident memory", "MB", 0.05, 12),
    /** Objects in use. */
    HEAP("heap in use", "MB", 0.10, 6),
    /** Memory of the stores. */
    ROCKSDB("RocksDB memory", "MB", 0.10, 4),
    /** What the stores take on the disk. */
    DISK("state on disk", "MB", 0.25, 24),
    /** Threads of the JVM. */
    THREADS("threads", "", 0, 3),
    /** Open files and connections. */
    FILES("open files", "", 0.10, 12);

    private final String words;
    private final String unit;
    private final double share;
    private final double floor;

    Measure(String words, String unit, double share, double floor) {
        this.words = words;
        this.unit = unit;
        this.share = share;
        this.floor = floor;
    }

    String words() {
        return words;
    }

    String unit() {
        return unit;
    }

    double of(SoakSample sample) {
        return switch (this) {
            case RESIDENT -> sample.residentMb();
            case HEAP -> sample.heapMb();
            case ROCKSDB -> sample.rocksDbMb();
            case DISK -> sample.diskMb();
            case THREADS -> sample.threads();
            case FILES -> sample.files();
        };
    }

    /** Of the middle third. */
    double before(List<SoakSample> samples) {
        return median(samples.subList(samples.size() / 3, 2 * samples.size() / 3));
    }

    /** Of the last third. */
    double after(List<SoakSample> samples) {
        return median(samples.subList(2 * samples.size() / 3, samples.size()));
    }

    /** What it may grow by: a share of what it was, or what such a measure moves by anyway, whichever is more. */
    double allowance(List<SoakSample> samples) {
        return Math.max(share * before(samples), floor);
    }

    /** That it has grown by more. */
    Optional<String> fault(List<SoakSample> samples) {
        double growth = after(samples) - before(samples);
        if (growth <= allowance(samples)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s grew from %.1f to %.1f %s between the middle and the last third; %.1f would be allowed",
                words,
                before(samples),
                after(samples),
                unit,
                allowance(samples)));
    }

    private double median(List<SoakSample> samples) {
        return median(samples, this::of);
    }

    static double median(List<SoakSample> samples, ToDoubleFunction<SoakSample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
