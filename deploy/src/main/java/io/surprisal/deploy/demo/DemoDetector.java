package io.surprisal.deploy.demo;

import io.surprisal.deploy.feed.Feed;
import io.surprisal.topology.DetectorApp;
import io.surprisal.topology.StartupException;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.settings.Setting;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The detector as the demo runs it: the streaming application, in this process. */
final class DemoDetector implements AutoCloseable {

    /** Group, transactions and internal topics of the demo. */
    static final String APPLICATION = "surprisal-demo";

    private static final String PARTITIONS = "4";
    /** More than any demo shows. */
    private static final String HISTORY = "90d";

    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final long POLL_INTERVAL_MS = 50;

    private final DetectorApp app;

    private DemoDetector(DetectorApp app) {
        this.app = app;
    }

    /** The settings that a user would write into a file. */
    static DetectorSettings settings(DemoCluster cluster, Feed feed, String modelName, boolean everyScore) {
        Map<String, String> settings = new HashMap<>();
        settings.put(Setting.BOOTSTRAP_SERVERS.key(), cluster.bootstrapServers());
        settings.put(Setting.SCHEMA_REGISTRY_URL.key(), cluster.schemaRegistryUrl());
        settings.put(Setting.APPLICATION_ID.key(), APPLICATION);
        settings.put(Setting.STATE_DIR.key(), cluster.folder("state").toString());
        settings.put(Setting.TOPIC_PARTITIONS.key(), PARTITIONS);
        settings.put(
                Setting.FEATURES.key(),
                feed.features().stream().map(DemoDetector::feature).collect(Collectors.joining(",")));
        settings.put(Setting.MODEL_NAME.key(), modelName);
        // What scores is what stands on the models topic, and nothing else.
        settings.put(Setting.MODEL_FALLBACK.key(), "none");
        settings.put(Setting.SCORES_ENABLED.key(), Boolean.toString(everyScore));
        settings.put(Setting.HISTORY_RETENTION.key(), HISTORY);
        settings.put(Setting.HTTP_PORT.key(), "0");
        settings.put(Setting.SHUTDOWN_TIMEOUT.key(), "10s");
        return DetectorSettings.of(settings);
    }

    /** A column's name may hold dots, which would be steps of a path. */
    private static String feature(String column) {
        return column + "=values.\"" + column + '"';
    }

    /**
     * Starts the detector and waits until it scores.
     *
     * @throws StartupException if it does not within half a minute
     */
    static DemoDetector start(DetectorSettings settings) throws InterruptedException {
        DetectorApp app = DetectorApp.start(settings);
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!app.ready().well()) {
            if (System.nanoTime() > deadline) {
                String reason = app.ready().reason();
                app.close();
                throw new StartupException(
                        "the detector is not ready: " + reason + "; SURPRISAL_LOG_LEVEL=WARN shows what it refuses");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL_MS);
        }
        return new DemoDetector(app);
    }

    /** Name, version and hash of the model that scores now. */
    String model() {
        return app.ready().details().getOrDefault("model", "none");
    }

    /** Where health and metrics are. */
    String address() {
        return "http://127.0.0.1:" + app.address().getPort();
    }

    @Override
    public void close() {
        app.close();
    }
}
