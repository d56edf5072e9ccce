package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Restores and runs applications of many series from one changelog. */
final class ScaleRun {

    private final String id;
    private final AppSpec spec;
    private final List<byte[]> states;
    private final Extent extent;
    private final BenchFolder folder;
    private final BrokerProcess broker;
    private boolean prepared;

    /**
     * What was measured.
     *
     * @param restore records a second
     * @param restoreMicros CPU time of the application for each of them
     * @param cost of an observation
     * @param changelogBytes that an observation added
     * @param memoryBytes that RocksDB counted
     */
    record Outcome(double restore, double restoreMicros, Cost cost, double changelogBytes, double memoryBytes) {}

    ScaleRun(String id, int keys, List<byte[]> states, Extent extent, BenchFolder folder, BrokerProcess broker) {
        this.id = id;
        this.spec = AppSpec.detector(keys, 1, Map.of());
        this.states = states;
        this.extent = extent;
        this.folder = folder;
        this.broker = broker;
    }

    /** The detector. */
    Outcome detector() throws IOException, InterruptedException {
        try (BenchApp app = app(spec)) {
            RestoreWatch watch = restored(app);
            double restoreMicros = watch.appMicros();
            int events = extent.of(500, 30_000, 60_000);
            Cost.of(app, events, broker.pid());
            long before = app.changelogBytes();
            Cost cost = Cost.of(app, events, broker.pid());
            double changelog = (double) (app.changelogBytes() - before) / events;
            return new Outcome(watch.recordsPerSecond(), restoreMicros, cost, changelog, app.rocksDbBytes());
        }
    }

    /** Bytes of all stores, after a stop: before, some are in write buffers. */
    long diskBytes() throws IOException {
        return folder.bytes(id);
    }

    /** A store of equal bytes that Kafka Streams set up by itself: records restored a second. */
    double plain(Figures figures) throws IOException, InterruptedException {
        try (BenchApp app = app(spec.floor().stock("pln"))) {
            RestoreWatch watch = restored(app);
            figures.put("restore_plain_records_per_s", watch.recordsPerSecond());
            figures.put("restore_plain_app_us", watch.appMicros());
            return watch.recordsPerSecond();
        }
    }

    private BenchApp app(AppSpec one) throws IOException, InterruptedException {
        folder.delete(id);
        BenchApp app = BenchApp.of(one, id, broker.bootstrapServers(), folder.path(), states.get(0));
        if (!prepared) {
            app.prepare(states);
            prepared = true;
        }
        return app;
    }

    private static RestoreWatch restored(BenchApp app) throws InterruptedException {
        RestoreWatch watch = new RestoreWatch();
        app.watchRestore(watch);
        app.start();
        return watch;
    }

    /** Deletes its stores. */
    void delete() throws IOException {
        folder.delete(id);
    }
}
