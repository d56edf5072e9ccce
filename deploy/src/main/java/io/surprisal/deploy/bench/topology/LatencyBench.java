package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.SpeedPart;
import io.surprisal.deploy.bench.step.SeriesRows;
import io.surprisal.deploy.bench.timing.CpuSample;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * From the moment an observation is in its topic until a consumer of committed records reads its alert, at 70 % of what the
 * application can take, and what that costs, for several commit intervals.
 */
public final class LatencyBench implements SpeedPart {

    private static final double LOAD = 0.7;
    private static final int USUAL_INTERVAL_MS = 200;

    @Override
    public void run(Extent extent, Figures figures, Progress progress) throws IOException, InterruptedException {
        if (!CpuSample.isThere()) {
            figures.note("latency", "needs Linux, which counts the CPU time of each thread");
            return;
        }
        List<Integer> intervals = extent.of(
                List.of(USUAL_INTERVAL_MS), List.of(USUAL_INTERVAL_MS), List.of(100, USUAL_INTERVAL_MS, 500, 1_000));
        progress.begin("latency", intervals.size());
        List<byte[]> states = SeriesRows.states(ModelCodec.fromFile(BundledModel.load()), 1);
        try (BenchFolder folder = new BenchFolder();
                BrokerProcess broker = BrokerProcess.start(folder.path().resolve("broker"))) {
            for (int interval : intervals) {
                measure(interval, extent, states, folder, broker, figures);
                progress.advance(1);
            }
        }
        figures.get("latency_p99_ms_commit_" + USUAL_INTERVAL_MS)
                .ifPresent(p99 -> figures.put("latency_p99_commit_intervals", p99 / USUAL_INTERVAL_MS));
        progress.end("p99 is %.1f commit intervals"
                .formatted(figures.get("latency_p99_commit_intervals").orElse(Double.NaN)));
    }

    private static void measure(
            int intervalMs,
            Extent extent,
            List<byte[]> states,
            BenchFolder folder,
            BrokerProcess broker,
            Figures figures)
            throws IOException, InterruptedException {
        int keys = extent.of(500, 10_000, 10_000);
        String id = "latency-" + intervalMs;
        AppSpec spec = AppSpec.detector(keys, 1, Map.of("commit.interval.ms", Integer.toString(intervalMs)));
        try (BenchApp app = BenchApp.of(spec, id, broker.bootstrapServers(), folder.path(), states.get(0))) {
            app.prepare(states);
            app.start();
            int events = extent.of(500, 20_000, 40_000);
            Cost.of(app, events, broker.pid());
            double rate = LOAD * Cost.of(app, events, broker.pid()).eventsPerSecond();
            CpuSample brokerBefore = CpuSample.of(broker.pid());
            CpuSample before = CpuSample.own();
            Duration lasting = Duration.ofSeconds(extent.of(2, 8, 15));
            AlertLatency latency = AlertLatency.measure(app, rate, lasting);
            String suffix = "_commit_" + intervalMs;
            figures.put("latency_alerts" + suffix, latency.alerts());
            if (latency.alerts() == 0) {
                figures.note("latency" + suffix, "no alert came within the time");
                return;
            }
            double micros = 1e3 * rate * lasting.toSeconds();
            figures.put("latency_p50_ms" + suffix, latency.millis(0.5));
            figures.put("latency_p99_ms" + suffix, latency.millis(0.99));
            figures.put("latency_load_per_s" + suffix, rate);
            figures.put("latency_app_us" + suffix, CpuSample.own().since(before) / micros);
            figures.put("latency_broker_us" + suffix, CpuSample.of(broker.pid()).since(brokerBefore) / micros);
        } finally {
            folder.delete(id);
        }
    }
}
