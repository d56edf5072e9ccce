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
 * From the moment an observation is in its topic until a consumer of committed records reads its alert, and what an observation
 * costs meanwhile: for several commit intervals, at 70 % of what the application takes at the usual one.
 */
public final class LatencyBench implements SpeedPart {

    private static final double LOAD = 0.7;
    private static final int USUAL_INTERVAL_MS = 200;
    private static final int KEYS = 10_000;
    private static final String RATE = "latency_load_per_s";

    @Override
    public void run(Extent extent, Figures figures, Progress progress) throws IOException, InterruptedException {
        if (!CpuSample.isThere()) {
            figures.note("latency", "needs Linux, which counts the CPU time of each thread");
            return;
        }
        List<Integer> intervals = extent.of(
                List.of(USUAL_INTERVAL_MS),
                List.of(USUAL_INTERVAL_MS),
                List.of(USUAL_INTERVAL_MS, 50, 100, 500, 1_000));
        progress.begin("latency", intervals.size());
        try (BenchFolder folder = new BenchFolder();
                BrokerProcess broker = BrokerProcess.start(folder.path().resolve("broker"))) {
            WarmUp.of(extent, folder, broker);
            for (int interval : intervals) {
                Map<String, String> settings = Map.of("commit.interval.ms", Integer.toString(interval));
                measure("commit_" + interval, settings, extent, folder, broker, figures);
                progress.advance(1);
            }
            if (extent == Extent.FULL) {
                // What holding states back between commits does to alerts.
                measure("record_cache", Map.of("record.cache.mb", "64"), extent, folder, broker, figures);
            }
        }
        figures.get("latency_p99_ms_commit_" + USUAL_INTERVAL_MS)
                .ifPresent(p99 -> figures.put("latency_p99_commit_intervals", p99 / USUAL_INTERVAL_MS));
        progress.end("p99 is %.1f commit intervals"
                .formatted(figures.get("latency_p99_commit_intervals").orElse(Double.NaN)));
    }

    private static void measure(
            String suffix,
            Map<String, String> settings,
            Extent extent,
            BenchFolder folder,
            BrokerProcess broker,
            Figures figures)
            throws IOException, InterruptedException {
        List<byte[]> states = SeriesRows.states(ModelCodec.fromFile(BundledModel.load()), 1);
        String id = "latency-" + suffix;
        AppSpec spec = AppSpec.detector(extent.of(500, KEYS, KEYS), 1, settings);
        try (BenchApp app = BenchApp.of(spec, id, broker.bootstrapServers(), folder.path(), states.get(0))) {
            app.prepare(states);
            app.start();
            double rate = rate(app, extent, broker, figures);
            Duration lasting = Duration.ofSeconds(extent.of(2, 6, 10));
            CpuSample[] before = new CpuSample[2];
            Duration warmUp = Duration.ofSeconds(extent.of(1, 3, 3));
            AlertLatency latency = AlertLatency.measure(app, rate, warmUp, lasting, () -> {
                before[0] = CpuSample.own();
                before[1] = CpuSample.of(broker.pid());
            });
            double micros = 1e3 * rate * lasting.toSeconds();
            figures.put("latency_app_us_" + suffix, CpuSample.own().since(before[0]) / micros);
            figures.put(
                    "latency_broker_us_" + suffix, CpuSample.of(broker.pid()).since(before[1]) / micros);
            put(suffix, latency, figures);
        } finally {
            folder.delete(id);
        }
    }

    /** 70 % of what an application of the usual settings takes while observations come in: the first one decides. */
    private static double rate(BenchApp app, Extent extent, BrokerProcess broker, Figures figures)
            throws InterruptedException {
        int events = extent.of(500, 40_000, 40_000);
        Cost.of(app, events, broker.pid());
        double waiting = Cost.of(app, events, broker.pid()).eventsPerSecond();
        if (figures.get(RATE).isEmpty()) {
            double most = AlertLatency.maximum(app, waiting, Duration.ofSeconds(extent.of(1, 3, 4)));
            figures.put("latency_maximum_per_s", most);
            figures.put(RATE, LOAD * most);
        }
        return figures.get(RATE).orElseThrow();
    }

    private static void put(String suffix, AlertLatency latency, Figures figures) {
        int alerts = latency.millis().length;
        figures.put("latency_incidents_" + suffix, latency.incidents());
        figures.put("latency_alerts_" + suffix, alerts);
        if (alerts == 0) {
            figures.note("latency_" + suffix, "no alert came within the time");
            return;
        }
        figures.put("latency_p50_ms_" + suffix, latency.millis(0.5));
        figures.put("latency_p99_ms_" + suffix, latency.millis(0.99));
        figures.put("latency_max_ms_" + suffix, latency.millis(1));
    }
}
