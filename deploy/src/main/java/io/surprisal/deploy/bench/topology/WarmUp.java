package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.step.SeriesRows;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Lets an application process observations until the JIT compilers of this process have done most of their work: before, an
 * observation costs three times as much. The broker of each part is new, and warms up as its first application does.
 */
final class WarmUp {

    private static final int KEYS = 10_000;
    private static final int EVENTS = 60_000;

    private static boolean done;

    private WarmUp() {}

    /** Warms this process up, unless an earlier part has. */
    static synchronized void of(Extent extent, BenchFolder folder, BrokerProcess broker)
            throws IOException, InterruptedException {
        int rounds = extent.of(0, 6, 12);
        if (done || rounds == 0) {
            return;
        }
        List<byte[]> states = SeriesRows.states(ModelCodec.fromFile(BundledModel.load()), 1);
        AppSpec spec = AppSpec.detector(KEYS, 1, Map.of());
        String id = "warm-up";
        try (BenchApp app = BenchApp.of(spec, id, broker.bootstrapServers(), folder.path(), states.get(0))) {
            app.prepare(states);
            app.start();
            for (int round = 0; round < rounds; round++) {
                Cost.of(app, EVENTS, broker.pid());
            }
        } finally {
            folder.delete(id);
        }
        done = true;
    }
}
