package io.surprisal.topology;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.TopicRole;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.topology.api.AnomalyFeed;
import io.surprisal.topology.api.Api;
import io.surprisal.topology.api.IncidentFeed;
import io.surprisal.topology.api.RestoreProgress;
import io.surprisal.topology.feedback.FeedbackDirectory;
import io.surprisal.topology.http.AppServer;
import io.surprisal.topology.http.Health;
import io.surprisal.topology.input.InputReader;
import io.surprisal.topology.metrics.DetectorMetrics;
import io.surprisal.topology.metrics.Monitoring;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.settings.ConfigurationException;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.settings.ModelFallback;
import io.surprisal.topology.streams.FailurePolicy;
import io.surprisal.topology.streams.LocalStores;
import io.surprisal.topology.streams.StreamsSettings;
import io.surprisal.topology.weights.ModelChoice;
import io.surprisal.topology.weights.ModelDirectory;
import io.surprisal.topology.weights.ModelFit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streaming application, from start to stop: checks what it needs, starts Kafka Streams, serves health and metrics.
 *
 * <p>While there is no model to score with, or records of the models topic wait for the registry, Streams is paused: its
 * input waits in the topic, nothing is judged by the wrong version.
 */
public final class DetectorApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DetectorApp.class);
    private static final long TICK_MS = 1_000;

    private final DetectorSettings settings;
    private final Patience patience = Patience.bySystemClock();
    private final Monitoring monitoring = new Monitoring();
    private final FailurePolicy failures = new FailurePolicy();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "surprisal-models");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable ScheduledFuture<?> ticks;
    private boolean closed;
    private final ModelDirectory directory;
    private final FeedbackDirectory feedback;
    private final KafkaStreams streams;
    private final AppServer server;
    private final AnomalyFeed alerts;
    private final IncidentFeed incidents;
    private final RestoreProgress restores = new RestoreProgress();
    private final Api api;

    /**
     * Starts the application; returns as soon as Streams runs by itself, which is before it has caught up.
     *
     * @throws ConfigurationException if the settings contradict what is there
     * @throws StartupException if something outside is missing
     */
    public static DetectorApp start(DetectorSettings settings) {
        new StartCheck(settings).run();
        try {
            return startOnStores(settings);
        } catch (ConfigException wrong) {
            throw new ConfigurationException(List.of("kafka.* and streams.* settings: " + wrong.getMessage()));
        } catch (KafkaException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new StartupException("Kafka Streams does not start: " + cause.getMessage(), failure);
        }
    }

    /** On what is on the disk, or else, where that is damaged, on nothing. */
    private static DetectorApp startOnStores(DetectorSettings settings) {
        try {
            return startOnce(settings);
        } catch (KafkaException failure) {
            if (!LocalStores.areDamaged(failure)) {
                throw failure;
            }
            LOG.warn("The stores in {} are damaged", LocalStores.folder(settings), failure);
            deleteStores(settings);
            return startOnce(settings);
        }
    }

    private static DetectorApp startOnce(DetectorSettings settings) {
        AppServer server = server(settings.http());
        boolean started = false;
        try {
            DetectorApp app = new DetectorApp(settings, server);
            app.runOrClose();
            started = true;
            return app;
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    private static void deleteStores(DetectorSettings settings) {
        try {
            LocalStores.delete(settings);
            LOG.warn(
                    "Deleted the damaged stores in {}: they are restored from their changelogs",
                    LocalStores.folder(settings));
        } catch (IOException stuck) {
            throw new StartupException(
                    "the stores in " + LocalStores.folder(settings)
                            + " are damaged, and cannot be deleted, which would have them restored: "
                            + stuck.getMessage(),
                    stuck);
        }
    }

    private DetectorApp(DetectorSettings settings, AppServer server) {
        this.settings = settings;
        this.server = server;
        DetectorMetrics metrics = monitoring.detector();
        Topics topics = Topics.of(settings.topics(), new RegistrySerdes(settings.registry()));
        this.directory = directory(settings, topics, metrics);
        this.feedback = new FeedbackDirectory(topics.feedback().valueSerde().deserializer());
        InputReader reader = InputReader.of(settings.input(), settings.registry(), patience);
        Properties properties = StreamsSettings.of(settings);
        settings.http()
                .endpoint(server.address().getPort())
                // The operator's own words win.
                .ifPresent(endpoint -> properties.putIfAbsent(StreamsConfig.APPLICATION_SERVER_CONFIG, endpoint));
        DetectorTopology parts = new DetectorTopology(settings, topics, directory, feedback, reader, patience, metrics);
        Topology topology = parts.build(properties);
        this.streams = new KafkaStreams(topology, properties);
        this.alerts = new AnomalyFeed(
                StreamsSettings.client(settings),
                topics.anomalies(),
                settings.http().keptAnomalies());
        this.incidents = new IncidentFeed(
                StreamsSettings.client(settings),
                topics,
                settings.incidents().enabled() ? settings.incidents().kept() : 0);
        Api.Sources sources = new Api.Sources(
                settings,
                streams,
                topology.describe(),
                HostInfo.buildFromEndpoint(properties.getProperty(StreamsConfig.APPLICATION_SERVER_CONFIG)),
                directory,
                alerts,
                incidents,
                restores,
                parts.latestScores(),
                parts.trials(),
                this::ready);
        this.api = new Api(sources, topics);
    }

    private static ModelDirectory directory(DetectorSettings settings, Topics topics, DetectorMetrics metrics) {
        Optional<ModelSnapshot> bundled =
                settings.model().fallback() == ModelFallback.BUNDLED ? Optional.of(bundled()) : Optional.empty();
        ModelFit fit =
                new ModelFit(settings.input().featureNames(), settings.input().covariateNames());
        try {
            return new ModelDirectory(
                    settings.model().name(),
                    fit,
                    bundled,
                    topics.models().valueSerde().deserializer(),
                    metrics,
                    settings.model().signatures());
        } catch (IllegalArgumentException misfit) {
            throw new ConfigurationException(List.of(
                    "model.fallback: " + misfit.getMessage() + "; publish one that fits and set model.fallback=none"));
        }
    }

    private static ModelSnapshot bundled() {
        try {
            return ModelCodec.fromFile(BundledModel.load());
        } catch (IllegalStateException missing) {
            throw new StartupException(missing.getMessage() + "; or set model.fallback=none", missing);
        }
    }

    private static AppServer server(DetectorSettings.Http settings) {
        try {
            return AppServer.bind(settings);
        } catch (IllegalArgumentException unusable) {
            throw new ConfigurationException(List.of(String.valueOf(unusable.getMessage())));
        } catch (IOException taken) {
            throw new StartupException(
                    "http.host=" + settings.host() + " http.port=" + settings.port() + " cannot be listened on: "
                            + taken.getMessage(),
                    taken);
        }
    }

    private AppServer.View view() {
        return new AppServer.View() {
            @Override
            public Health live() {
                return DetectorApp.this.live();
            }

            @Override
            public Health ready() {
                return DetectorApp.this.ready();
            }

            @Override
            public String metrics() {
                return monitoring.scrape();
            }
        };
    }

    private void runOrClose() {
        boolean running = false;
        try {
            run();
            running = true;
        } finally {
            if (!running) {
                close();
            }
        }
    }

    private void run() {
        new RunPlan(settings).lines().forEach(line -> LOG.info("{}", line));
        String warning = StreamsSettings.warning(settings);
        if (!warning.isEmpty()) {
            LOG.warn("{}", warning);
        }
        if (!settings.http().token().isEmpty()
                && !settings.http().tls().isOn()
                && !address().getAddress().isLoopbackAddress()) {
            LOG.warn("http.token travels in the clear to {}: set http.tls.keystore", address());
        }
        monitoring.begin(new Monitoring.Instance(
                streams, settings, () -> ready().well(), restores::remaining, directory::lines));
        streams.setUncaughtExceptionHandler(failures);
        streams.setGlobalStateRestoreListener(restores);
        streams.setStateListener((now, before) -> {
            LOG.info("Streams: {} (was {})", now, before);
            if (now == KafkaStreams.State.NOT_RUNNING || now == KafkaStreams.State.ERROR) {
                stopped.countDown();
            }
        });
        server.serve(view(), api.routes(), api.pages(), api.live().stream());
        streams.pause();
        // Comes back only after the global store is restored, so the directory has seen the whole models topic.
        streams.start();
        tick();
        ticks = ticker.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        alerts.start();
        incidents.start();
        api.live().start();
        LOG.info(
                "Health and metrics: {}://{}:{}; dashboard: /; series, forecasts, alerts and models: /api/v1"
                        + " (described by /api/v1/openapi.json)",
                settings.http().scheme(),
                settings.http().host(),
                address().getPort());
    }

    /** Takes up waiting models; lets the input through once there is a version that may score. */
    // The edge: an exception would end the ticks, and with them all healing.
    private void tick() {
        try {
            directory.retry();
            feedback.retry();
            if (streams.isPaused() && directory.isReady()) {
                LOG.info("Scoring with {}", model());
                streams.resume();
            }
        } catch (RuntimeException failure) {
            LOG.error("The models topic could not be looked after, trying again", failure);
        }
    }

    private Health live() {
        KafkaStreams.State state = streams.state();
        boolean well = state != KafkaStreams.State.ERROR && state != KafkaStreams.State.NOT_RUNNING;
        return new Health(well, well ? state.name().toLowerCase(Locale.ROOT) : failures.reason());
    }

    /** Whether the application runs, its stores are restored, and a model is loaded. */
    public Health ready() {
        KafkaStreams.State state = streams.state();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("streams", state.name());
        details.put("model", model());
        directory.misfits().forEach((key, reason) -> details.put("refused " + key, reason));
        if (!directory.isSettled()) {
            return new Health(false, "records of the models topic wait for the schema registry", details);
        }
        if (!directory.isReady()) {
            return new Health(
                    false,
                    "no model: the topic " + settings.topics().name(TopicRole.MODELS)
                            + " has no complete champion of " + settings.model().name()
                            + ", and model.fallback=none",
                    details);
        }
        // Streams is RUNNING only once all active tasks are restored.
        boolean running = state == KafkaStreams.State.RUNNING && !streams.isPaused();
        return new Health(running, running ? "running" : "streams is " + state + ", stores may be restoring", details);
    }

    private String model() {
        return directory
                .versions()
                .newest()
                .map(ModelChoice::model)
                .map(model -> model.identity().name()
                        + ' '
                        + model.identity().version()
                        + ' '
                        + model.identity().sha256())
                .orElse("none");
    }

    /** Where the HTTP server listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /**
     * Waits until the application has stopped.
     *
     * @throws StartupException if it stopped by itself, with the reason
     */
    public void join() throws InterruptedException {
        stopped.await();
        if (!failures.reason().isEmpty()) {
            throw new StartupException("the detector stopped: " + failures.reason());
        }
    }

    /** Finishes the work in hand, commits it, and stops. A second call waits for the first and does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        patience.stop();
        if (ticks != null) {
            ticks.cancel(false);
        }
        ticker.shutdownNow();
        boolean inTime = streams.close(CloseOptions.timeout(settings.shutdown().timeout())
                .withGroupMembershipOperation(
                        settings.shutdown().leaveGroup()
                                ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                                : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
        if (!inTime) {
            LOG.warn(
                    "Streams did not stop within shutdown.timeout={}",
                    settings.shutdown().timeout());
        }
        if (failures.foundDamage()) {
            deleteStores(settings);
        }
        alerts.close();
        incidents.close();
        api.live().close();
        server.close();
        monitoring.close();
        stopped.countDown();
    }
}
