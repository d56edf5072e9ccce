package io.surprisal.deploy.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of a flood.
 *
 * @param bad records that nobody could read
 * @param badSeconds from the first of them to the dead letter of the last
 * @param deadLetters that were counted
 * @param keys new series in each minute of event time
 * @param forgotten series that were forgotten
 * @param samples of the detector, one at the end of each minute of event time
 */
public record FloodReport(
        long bad, double badSeconds, long deadLetters, long keys, long forgotten, List<SoakSample> samples) {

    /** What memory and disk may take at the end, in parts of what they took after the third minute. */
    private static final double GROWTH = 1.3;

    /** What such measures move by anyway, MB. */
    private static final double FLOOR = 32;

    /** The first minute has nothing to forget, and files shrink when they are rewritten, not before. */
    private static final int SETTLED = 2;

    /** Of a minute's series, those that may be forgotten late: a sixteenth of the time to live, and the clock's own step. */
    private static final double LATE = 0.25;

    /** Copies the samples. */
    public FloodReport {
        samples = List.copyOf(samples);
    }

    /** It for people, faults last. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d unreadable records in a row: %,d dead letters in %.1f s, %,.0f a second",
                bad,
                deadLetters,
                badSeconds,
                bad / badSeconds));
        lines.add(String.format(
                Locale.ROOT,
                "%,d new series a minute of event time, forgotten after one: %,d forgotten; at the end of each minute:",
                keys,
                forgotten));
        for (SoakSample sample : samples) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%8.0f s  %,9.0f a second  resident %.0f MB  heap in use %.0f MB  RocksDB %.0f MB  disk %.0f MB",
                    sample.second(),
                    sample.perSecond(),
                    sample.residentMb(),
                    sample.heapMb(),
                    sample.rocksDbMb(),
                    sample.diskMb()));
        }
        List<String> faults = faults();
        lines.addAll(faults);
        lines.add(faults.isEmpty() ? "Nothing stopped, nothing stayed." : faults.size() + " faults");
        return lines;
    }

    /** All that should not be, a line each. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (deadLetters != bad) {
            faults.add(deadLetters + " dead letters of " + bad + " unreadable records");
        }
        double due = keys * (samples.size() - 1 - LATE);
        if (forgotten < due) {
            faults.add(String.format(Locale.ROOT, "%,d series forgotten, %,.0f were due", forgotten, due));
        }
        SoakSample settled = samples.get(SETTLED);
        SoakSample last = samples.get(samples.size() - 1);
        for (Measure measure : List.of(Measure.RESIDENT, Measure.HEAP, Measure.ROCKSDB, Measure.DISK)) {
            double before = measure.of(settled);
            if (measure.of(last) > Math.max(GROWTH * before, before + FLOOR)) {
                faults.add(String.format(
                        Locale.ROOT,
                        "%s grew from %.1f to %.1f %s since the third minute",
                        measure.words(),
                        before,
                        measure.of(last),
                        measure.unit()));
            }
        }
        return faults;
    }
}
