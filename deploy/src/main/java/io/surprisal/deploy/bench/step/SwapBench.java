package io.surprisal.deploy.bench.step;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.SpeedPart;
import io.surprisal.deploy.bench.timing.AlternatingRounds;
import io.surprisal.deploy.bench.timing.Timings;
import io.surprisal.deploy.endurance.Versions;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * What a change of weights costs. The row of a series that meets another version: beside a usual row, and beside the replay
 * of the series' ring alone. And what is lost while ten versions a second arrive and are decoded, none of which is chosen yet:
 * the CPU time of the event path and of the decoding together, beside that of the event path alone. (Were each of them chosen
 * at once, every series would pay a replay with its next row; how much that is, the first figures say.)
 */
public final class SwapBench implements SpeedPart {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROWS_AT_ONCE = 500;

    @Override
    public void run(Extent extent, Figures figures, Progress progress) {
        progress.begin("another version's weights", 2);
        ModelSnapshot shipped = ModelCodec.fromFile(BundledModel.load());
        double sum = rows(shipped, extent, figures);
        progress.advance(1);
        arrivals(shipped, extent, figures);
        progress.advance(1);
        progress.end("%.1f usual rows beyond the replay (scores add up to %.0f)"
                .formatted(figures.get("swap_steps_beyond_replay").orElse(Double.NaN), sum));
    }

    private static double rows(ModelSnapshot shipped, Extent extent, Figures figures) {
        SeriesRows usual = new SeriesRows(shipped, 1);
        ModelSnapshot other = ModelCodec.fromFile(Versions.number(1));
        SwappedRows swapped = new SwappedRows(shipped, other);
        // Replays beside rows, so they have states of their own.
        SwappedRows replayed = new SwappedRows(shipped, other);
        Duration warmUp = extent.of(Duration.ofMillis(20), Duration.ofMillis(400), Duration.ofMillis(2000));
        Timings timings = new AlternatingRounds(warmUp, extent.of(2, 15, 31))
                .add("usual", usual::run)
                .add("event", swapped::events)
                .add("replay", replayed::replays)
                .add("unpacked", replayed::unpack)
                .run();
        double beyond = timings.ratio("event", "usual") - timings.ratio("replay", "usual");
        figures.put("swap_event_ns", timings.nanos("event"));
        figures.put("swap_replay_ns", timings.nanos("replay"));
        figures.put("swap_unpacked_ns", timings.nanos("unpacked"));
        figures.put("swap_steps_beyond_replay", beyond);
        figures.put("swap_replay_steps", timings.ratio("replay", "usual"));
        return usual.sum() + swapped.sum() + replayed.sum();
    }

    private static void arrivals(ModelSnapshot shipped, Extent extent, Figures figures) {
        SeriesRows rows = new SeriesRows(shipped, 1);
        Duration window = extent.of(Duration.ofMillis(150), Duration.ofMillis(500), Duration.ofMillis(1000));
        double[] ratios = new double[extent.of(1, 7, 15)];
        try (VersionArrivals arrivals = new VersionArrivals(shipped, SeriesRows.featureNames(1))) {
            nanosEach(rows, arrivals, true, window); // not counted
            for (int pair = 0; pair < ratios.length; pair++) {
                boolean first = pair % 2 == 0;
                double one = nanosEach(rows, arrivals, first, window);
                double two = nanosEach(rows, arrivals, !first, window);
                ratios[pair] = first ? two / one : one / two;
            }
            figures.put("swap_throughput_loss_10_per_s", 1 - Timings.quantile(ratios, 0.5));
            figures.put("swap_decode_us", arrivals.cpuNanos() / 1e3 / Math.max(1, arrivals.versions()));
        }
    }

    /** CPU nanoseconds for a row over a stretch of time, that of decoding among them. */
    private static double nanosEach(SeriesRows rows, VersionArrivals arrivals, boolean coming, Duration window) {
        arrivals.let(coming);
        long decoding = arrivals.cpuNanos();
        long before = THREADS.getCurrentThreadCpuTime();
        long end = System.nanoTime() + window.toNanos();
        long done = 0;
        while (System.nanoTime() < end) {
            for (int row = 0; row < ROWS_AT_ONCE; row++) {
                boolean chosen = arrivals.directory()
                        .versions()
                        .at(SeriesRows.timeMs(done), "series")
                        .isPresent();
                rows.run(chosen ? 1 : 0);
                done++;
            }
        }
        arrivals.let(false);
        long nanos = THREADS.getCurrentThreadCpuTime() - before + arrivals.cpuNanos() - decoding;
        return (double) nanos / done;
    }
}
