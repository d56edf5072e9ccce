package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * How long it takes until an instance has processed what came in while another one left the group: with a standby of its
 * partitions, and with nothing, so that it restores first. A process that is killed is noticed when its session ends
 * ({@code session.timeout.ms}, 45 s unless told otherwise); that comes on top.
 */
final class Takeover {

    private static final Map<String, String> STANDBY = Map.of("streams.num.standby.replicas", "1");

    private final Extent extent;
    private final List<byte[]> states;
    private final BenchFolder folder;
    private final BrokerProcess broker;

    Takeover(Extent extent, List<byte[]> states, BenchFolder folder, BrokerProcess broker) {
        this.extent = extent;
        this.states = states;
        this.folder = folder;
        this.broker = broker;
    }

    void run(Figures figures) throws IOException, InterruptedException {
        int keys = extent.of(500, 10_000, 300_000);
        figures.put("takeover_keys", keys);
        figures.put("takeover_standby_ms", millis("takeover-standby", keys, STANDBY));
        figures.put("takeover_restore_ms", millis("takeover-restore", keys, Map.of()));
    }

    private double millis(String id, int keys, Map<String, String> settings) throws IOException, InterruptedException {
        AppSpec spec = AppSpec.detector(keys, 1, settings);
        boolean standby = !settings.isEmpty();
        BenchApp leaving = app(spec, id, "first");
        try (BenchApp staying = app(spec.with("two", properties -> {}), id, "second")) {
            try {
                leaving.prepare(states);
                leaving.start();
                if (standby) {
                    staying.start();
                    staying.awaitStandby();
                }
            } finally {
                leaving.close();
            }
            long begun = System.nanoTime();
            if (!standby) {
                staying.start();
            }
            staying.produce(extent.of(100, 2_000, 2_000));
            staying.awaitProcessed();
            return (System.nanoTime() - begun) / 1e6;
        } finally {
            folder.delete("first");
            folder.delete("second");
        }
    }

    private BenchApp app(AppSpec spec, String id, String instance) {
        return BenchApp.of(spec, id, broker.bootstrapServers(), folder.path().resolve(instance), states.get(0));
    }
}
