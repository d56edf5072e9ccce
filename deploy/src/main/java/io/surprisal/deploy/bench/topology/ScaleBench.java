package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.SpeedPart;
import io.surprisal.deploy.bench.step.SeriesRows;
import io.surprisal.deploy.bench.timing.CpuSample;
import io.surprisal.deploy.capacity.CapacityPlan;
import io.surprisal.deploy.capacity.Deployment;
import io.surprisal.deploy.capacity.Rates;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import java.io.IOException;
import java.util.List;

/**
 * A million series: how fast their states are restored from the changelog, beside a store of equal bytes that Kafka Streams
 * set up by itself; what they take on disk, in memory, and an event in the changelog, beside what {@link CapacityPlan} says by
 * the rates that a part of the series showed.
 */
public final class ScaleBench implements SpeedPart {

    private static final String FIGURE = "restore_over_plain_1m";
    /** A quarter of the series shows the rates. */
    private static final int PART = 4;

    private static final double MEGABYTE = 1 << 20;

    @Override
    public void run(Extent extent, Figures figures, Progress progress) throws IOException, InterruptedException {
        if (!CpuSample.isThere()) {
            figures.note("scale", "needs Linux, which counts the CPU time of each thread");
            return;
        }
        int keys = extent.of(1_000, 40_000, 1_000_000);
        progress.begin("scale: %,d series".formatted(keys), 4);
        List<byte[]> states = SeriesRows.states(ModelCodec.fromFile(BundledModel.load()), 1);
        try (BenchFolder folder = new BenchFolder();
                BrokerProcess broker = BrokerProcess.start(folder.path().resolve("broker"))) {
            WarmUp.of(extent, folder, broker);
            ScaleRun some = new ScaleRun("scale-part", keys / PART, states, extent, folder, broker);
            ScaleRun.Outcome part = some.detector();
            some.delete();
            progress.advance(1);
            ScaleRun all = new ScaleRun("scale", keys, states, extent, folder, broker);
            figures.put("restore_keys", keys);
            double plainFirst = all.plain(figures);
            progress.advance(1);
            ScaleRun.Outcome first = all.detector();
            long disk = all.diskBytes();
            progress.advance(1);
            // In turns, so that neither has the warmer broker.
            ScaleRun.Outcome second = all.detector();
            double plainSecond = all.plain(figures);
            figures.put(FIGURE, (first.restore() + second.restore()) / (plainFirst + plainSecond));
            put(keys, first, part, disk, states.get(0).length, figures);
            all.delete();
            new Takeover(extent, states, folder, broker).run(figures);
            progress.advance(1);
        }
        progress.end("%.2f of the records a second of a plain store"
                .formatted(figures.get(FIGURE).orElse(Double.NaN)));
    }

    private static void put(
            int keys, ScaleRun.Outcome found, ScaleRun.Outcome part, long disk, int stateBytes, Figures figures) {
        figures.put("restore_detector_records_per_s", found.restore());
        figures.put("restore_detector_app_us", found.restoreMicros());
        figures.put("detector_app_us_scale", found.cost().app());
        figures.put("detector_broker_us_scale", found.cost().broker());
        figures.put("disk_bytes_per_key", (double) disk / keys);
        figures.put("changelog_bytes_per_event", found.changelogBytes());
        figures.put("rocksdb_memory_mb", found.memoryBytes() / MEGABYTE);
        Rates rates = Rates.REFERENCE.measured(part.cost().app(), part.cost().broker(), part.restore() * stateBytes);
        figures.put(Rates.EVENT, rates.eventMicros());
        figures.put(Rates.BROKER, rates.brokerMicros());
        figures.put(Rates.RESTORE, rates.restoreBytesPerSecond() / 1e6);
        CapacityPlan plan = CapacityPlan.of(new Deployment(keys, 1, 1, BenchApp.PARTITIONS), rates);
        compare("disk", plan.diskBytes(), (double) disk, figures);
        compare("changelog", plan.changelogBytesPerSecond(), found.changelogBytes(), figures);
        compare("restore", plan.restoreSeconds(), keys / found.restore(), figures);
        double micros = 1e6 * CapacityPlan.USED_SHARE;
        compare("app_cpu", plan.applicationCores() * micros, found.cost().app(), figures);
        compare("broker_cpu", plan.brokerCores() * micros, found.cost().broker(), figures);
        CapacityPlan reference = CapacityPlan.of(new Deployment(keys, 1, 1, BenchApp.PARTITIONS));
        compare("restore_reference", reference.restoreSeconds(), keys / found.restore(), figures);
        compare(
                "app_cpu_reference",
                reference.applicationCores() * micros,
                found.cost().app(),
                figures);
        compare(
                "broker_cpu_reference",
                reference.brokerCores() * micros,
                found.cost().broker(),
                figures);
    }

    private static void compare(String what, double predicted, double measured, Figures figures) {
        figures.put("capacity_" + what + "_predicted_over_measured", predicted / measured);
    }
}
