package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.step.SeriesRows;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import java.io.IOException;
import java.util.List;

/** Runs two applications beside each other, in turns. */
final class TwoApps {

    private final ModelSnapshot model = ModelCodec.fromFile(BundledModel.load());
    private final Extent extent;
    private final BenchFolder folder;
    private final BrokerProcess broker;

    TwoApps(Extent extent, BenchFolder folder, BrokerProcess broker) {
        this.extent = extent;
        this.folder = folder;
        this.broker = broker;
    }

    /**
     * Runs them.
     *
     * @param id unique on this broker
     * @param rounds those that count
     */
    Pairs run(AppSpec one, AppSpec other, String id, int rounds) throws IOException, InterruptedException {
        List<byte[]> states = SeriesRows.states(model, one.features());
        String oneId = one.name() + "-" + id;
        String otherId = other.name() + "-" + id;
        byte[] state = states.get(0);
        try (BenchApp first = BenchApp.of(one, oneId, broker.bootstrapServers(), folder.path(), state);
                BenchApp second = BenchApp.of(other, otherId, broker.bootstrapServers(), folder.path(), state)) {
            first.prepare(states);
            second.prepare(states);
            first.start();
            second.start();
            int events = extent.of(500, 24_000, 40_000) / (one.features() > 1 ? 4 : 1);
            return Pairs.of(first, second, extent.of(0, 1, 2), rounds, events, broker.pid());
        } finally {
            folder.delete(oneId);
            folder.delete(otherId);
        }
    }
}
