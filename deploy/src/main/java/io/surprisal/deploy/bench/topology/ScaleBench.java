package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.SpeedPart;
import io.surprisal.deploy.bench.step.SeriesRows;
import io.surprisal.deploy.bench.timing.CpuSample;
import io.surprisal.deploy.capacity.CapacityPlan;
import io.surprisal.deploy.capacity.Deployment;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A million series: how fast their states are restored from the changelog, beside a store of equal bytes that Kafka Streams
 * set up by itself; what they take on disk and an event in the changelog, beside what {@link CapacityPlan} says.
 */
public final class ScaleBench implements SpeedPart {

    private static final String ID = "scale";
    private static final String FIGURE = "restore_over_plain_1m";
    private static final String CHANGELOG = "changelog_bytes_per_event";

    @Override
    public void run(Extent extent, Figures figures, Progress progress) throws IOException, InterruptedException {
        if (!CpuSample.isThere()) {
            figures.note("scale", "needs Linux, which counts the CPU time of each thread");
            return;
        }
        int keys = extent.of(500, 30_000, 1_000_000);
        int runs = extent.of(1, 2, 2);
        progress.begin("restoring %,d states".formatted(keys), 2L * runs + 1);
        List<byte[]> states = SeriesRows.states(ModelCodec.fromFile(BundledModel.load()), 1);
        AppSpec detector = AppSpec.detector(keys, 1, Map.of());
        AppSpec plain = detector.floor().stock("pln");
        try (BenchFolder folder = new BenchFolder();
                BrokerProcess broker = BrokerProcess.start(folder.path().resolve("broker"))) {
            try (BenchApp first = app(detector, folder, broker, states)) {
                first.prepare(states);
                figures.put("changelog_bytes_per_key", (double) first.changelogBytes() / keys);
            }
            progress.advance(1);
            double[] ratios = new double[runs];
            // In turns, so that neither has the JIT compilers' help more often.
            for (int run = 0; run < runs; run++) {
                boolean plainFirst = run % 2 == 0;
                double early = restore(plainFirst ? plain : detector, folder, broker, states, extent, figures);
                progress.advance(1);
                double late = restore(plainFirst ? detector : plain, folder, broker, states, extent, figures);
                progress.advance(1);
                ratios[run] = plainFirst ? early / late : late / early;
            }
            figures.put("restore_keys", keys);
            figures.put(FIGURE, Arrays.stream(ratios).average().orElseThrow());
        }
        progress.end("%.2f of the records of a plain store in a second of CPU time"
                .formatted(figures.get(FIGURE).orElse(Double.NaN)));
    }

    private static BenchApp app(AppSpec spec, BenchFolder folder, BrokerProcess broker, List<byte[]> states) {
        return BenchApp.of(spec, ID, broker.bootstrapServers(), folder.path(), states.get(0));
    }

    /** CPU microseconds a record. */
    private static double restore(
            AppSpec spec, BenchFolder folder, BrokerProcess broker, List<byte[]> states, Extent extent, Figures figures)
            throws IOException, InterruptedException {
        folder.delete(ID);
        String name = spec.judges() ? "detector" : "plain";
        try (BenchApp app = app(spec, folder, broker, states)) {
            RestoreWatch watch = new RestoreWatch();
            app.watchRestore(watch);
            app.start();
            double micros = watch.appMicros();
            figures.put("restore_" + name + "_app_us", micros);
            figures.put("restore_" + name + "_records_per_s", watch.recordsPerSecond());
            if (spec.judges() && figures.get(CHANGELOG).isEmpty()) {
                compare(app, spec, extent, folder, broker, watch, states.get(0).length, figures);
            }
            return micros;
        }
    }

    /** What events at this number of keys cost, and whether the plan foresaw it. */
    private static void compare(
            BenchApp app,
            AppSpec spec,
            Extent extent,
            BenchFolder folder,
            BrokerProcess broker,
            RestoreWatch watch,
            int stateBytes,
            Figures figures)
            throws IOException, InterruptedException {
        int events = extent.of(500, 20_000, 30_000);
        long changelogBefore = app.changelogBytes();
        Cost cost = Cost.of(app, events, broker.pid());
        double changelog = (double) (app.changelogBytes() - changelogBefore) / events;
        double disk = (double) folder.bytes(ID) / spec.keys();
        figures.put("detector_app_us_scale", cost.app());
        figures.put("disk_bytes_per_key", disk);
        figures.put(CHANGELOG, changelog);
        CapacityPlan plan = CapacityPlan.of(new Deployment(spec.keys(), 1, 1, BenchApp.PARTITIONS));
        figures.put("capacity_state_bytes_predicted_over_measured", (double) plan.stateBytes() / stateBytes);
        figures.put("capacity_disk_predicted_over_measured", plan.diskBytes() / spec.keys() / disk);
        figures.put("capacity_changelog_predicted_over_measured", plan.changelogBytesPerSecond() / changelog);
        figures.put(
                "capacity_restore_predicted_over_measured",
                plan.restoreSeconds() / (watch.records() / watch.recordsPerSecond()));
    }
}
