package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.SpeedPart;
import io.surprisal.deploy.bench.timing.CpuSample;
import io.surprisal.topology.streams.BoundedMemory;
import io.surprisal.trainer.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What each setting that is not Kafka Streams' own is worth: Kafka Streams' own settings with it, and ours without it, each in
 * turns with the same but for that one.
 */
public final class SettingsBench implements SpeedPart {

    private static final String WRITE_BUFFER_STREAMS = Long.toString(16L << 20);
    private static final String WRITE_BUFFER_OURS = Long.toString(64L << 20);
    private static final String BLOCK_STREAMS = "4096";
    private static final String BLOCK_OURS = "16384";

    /**
     * A setting.
     *
     * @param name of its figures
     * @param with Kafka Streams' own settings with it
     * @param without ours without it
     */
    private record Setting(String name, AppSpec with, AppSpec without) {}

    @Override
    public void run(Extent extent, Figures figures, Progress progress) throws IOException, InterruptedException {
        if (!CpuSample.isThere()) {
            figures.note("settings", "needs Linux, which counts the CPU time of each thread");
            return;
        }
        AppSpec shipped = AppSpec.detector(extent.of(500, 100_000, 100_000), 1, Map.of());
        AppSpec stock = shipped.stock("stk");
        List<Setting> all = settings(shipped);
        List<Setting> some = extent == Extent.SMOKE ? all.subList(all.size() - 1, all.size()) : all;
        progress.begin("settings one by one", some.size());
        try (BenchFolder folder = new BenchFolder();
                BrokerProcess broker = BrokerProcess.start(folder.path().resolve("broker"))) {
            WarmUp.of(extent, folder, broker);
            TwoApps apps = new TwoApps(extent, folder, broker);
            int rounds = extent.of(1, 3, 5);
            for (Setting each : some) {
                Pairs added = apps.run(each.with(), stock, "add-" + each.name(), rounds);
                figures.put("setting_" + each.name() + "_stock_with_over_stock", added.totalRatio(Cost::all));
                Pairs taken = apps.run(each.without(), shipped, "cut-" + each.name(), rounds);
                figures.put("setting_" + each.name() + "_shipped_without_over_shipped", taken.totalRatio(Cost::all));
                progress.advance(1);
            }
        }
        progress.end("%d settings".formatted(some.size()));
    }

    private static List<Setting> settings(AppSpec shipped) {
        return List.of(
                byKeys(shipped, "batch_size", StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG)),
                byKeys(shipped, "compression", StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG)),
                byKeys(shipped, "linger", StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG)),
                byKeys(shipped, "commit_interval", StreamsConfig.COMMIT_INTERVAL_MS_CONFIG),
                byKeys(shipped, "no_record_cache", StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG),
                byKeys(
                        shipped,
                        "rocksdb",
                        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
                        BoundedMemory.MEGABYTES_CONFIG),
                byOption(shipped, "write_buffer", StoreOptions.WRITE_BUFFER, WRITE_BUFFER_OURS, WRITE_BUFFER_STREAMS),
                byOption(shipped, "block_size", StoreOptions.BLOCK, BLOCK_OURS, BLOCK_STREAMS));
    }

    private static Setting byKeys(AppSpec shipped, String name, String... keys) {
        Set<String> these = Set.of(keys);
        return new Setting(
                name,
                shipped.stockWith("one", these),
                shipped.with("cut", all -> all.keySet().removeAll(these)));
    }

    private static Setting byOption(AppSpec shipped, String name, String option, String ours, String streams) {
        Consumer<Properties> bounded = properties -> properties.put(StoreOptions.BOUNDED, "true");
        return new Setting(
                name,
                shipped.stock("one").with("one", options(option, ours)),
                shipped.with("cut", options(option, streams).andThen(bounded)));
    }

    private static Consumer<Properties> options(String option, String value) {
        return properties -> {
            properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreOptions.class);
            properties.put(option, value);
        };
    }
}
