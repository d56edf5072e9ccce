package io.surprisal.deploy.soak;

import io.surprisal.avro.Observation;
import io.surprisal.deploy.endurance.DetectorProcess;
import io.surprisal.deploy.endurance.MetricsPage;
import io.surprisal.deploy.endurance.Site;
import io.surprisal.deploy.endurance.Versions;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import io.surprisal.trainer.publish.WeightsPublisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** One detector, in a process of its own, given more bad records and more new series than anybody should send. */
public final class Flood {

    private static final Site.Run RUN = Site.Run.UNDISTURBED;
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final byte[] UNREADABLE = "{\"value\": [".getBytes(StandardCharsets.UTF_8);
    private static final double SECOND = 1e9;
    private static final long POLL_MS = 200;
    private static final Duration STALL_LIMIT = Duration.ofSeconds(90);

    private final FloodOptions options;
    private final Path folder;
    private final Consumer<String> progress;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long sent;

    /**
     * A flood that has not begun.
     *
     * @param folder for all its files; the caller's to delete
     * @param progress gets a line for each thing that happens
     */
    public Flood(FloodOptions options, Path folder, Consumer<String> progress) {
        this.options = options;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @throws IllegalStateException if the detector ends, or judges nothing for 90 s
     */
    public FloodReport run() throws IOException, InterruptedException {
        Path stateDir = folder.resolve("state");
        try (Site site = Site.start(folder)) {
            Topics topics = site.topics(RUN);
            new WeightsPublisher(
                            Map.of("bootstrap.servers", site.bootstrapServers()), topics.models(), Clock.systemUTC())
                    .publish(
                            Versions.number(0),
                            PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.fromBeginning()));
            Map<String, String> settings = new HashMap<>(site.settings(RUN, stateDir));
            settings.put("state.ttl", "1m");
            // Each series is judged once: there is nothing to hold back for.
            settings.put("scores.enabled", "false");
            try (DetectorProcess detector = DetectorProcess.start(
                            options.launcher(),
                            folder.resolve("detector"),
                            settings,
                            List.of("-XX:TieredStopAtLevel=4"));
                    GroupProgress group = new GroupProgress(
                            site.bootstrapServers(),
                            settings.getOrDefault("application.id", ""),
                            topics.observations().name());
                    KafkaProducer<String, byte[]> producer =
                            new KafkaProducer<>(clients(site), new StringSerializer(), new ByteArraySerializer())) {
                DetectorGauge gauge = new DetectorGauge(detector, stateDir);
                double badSeconds = bad(topics.observations(), producer, detector, group);
                long letters = count(detector, "surprisal_dead_letters_total");
                progress.accept(letters + " dead letters in " + Math.round(badSeconds) + " s");
                List<SoakSample> samples = keys(topics.observations(), producer, detector, group, gauge);
                long forgotten = count(detector, "surprisal_series_forgotten_total");
                return new FloodReport(options.bad(), badSeconds, letters, options.keys(), forgotten, samples);
            }
        }
    }

    private static Map<String, Object> clients(Site site) {
        return Map.of(
                "bootstrap.servers",
                site.bootstrapServers(),
                "linger.ms",
                "20",
                "batch.size",
                "131072",
                "compression.type",
                "lz4",
                "max.block.ms",
                "600000");
    }

    private double bad(
            Topic<String, Observation> topic,
            KafkaProducer<String, byte[]> producer,
            DetectorProcess detector,
            GroupProgress group)
            throws IOException, InterruptedException {
        // One that is read, so that the start is not counted.
        send(producer, topic, "first", START.toEpochMilli(), value(topic, "first", START));
        awaitJudged(detector, group);
        long start = System.nanoTime();
        for (int number = 0; number < options.bad(); number++) {
            send(producer, topic, "bad-" + number % 8, START.toEpochMilli(), UNREADABLE);
        }
        awaitJudged(detector, group);
        return (System.nanoTime() - start) / SECOND;
    }

    private List<SoakSample> keys(
            Topic<String, Observation> topic,
            KafkaProducer<String, byte[]> producer,
            DetectorProcess detector,
            GroupProgress group,
            DetectorGauge gauge)
            throws IOException, InterruptedException {
        List<SoakSample> samples = new ArrayList<>();
        long start = System.nanoTime();
        long at = start;
        for (int minute = 0; minute < options.minutes(); minute++) {
            for (int number = 0; number < options.keys(); number++) {
                Instant time =
                        START.plus(MINUTE.multipliedBy(minute)).plusMillis(MINUTE.toMillis() * number / options.keys());
                String key = "flood-" + minute + "-" + number;
                send(producer, topic, key, time.toEpochMilli(), value(topic, key, time));
            }
            awaitJudged(detector, group);
            long now = System.nanoTime();
            samples.add(gauge.sample((now - start) / SECOND, options.keys() * SECOND / (now - at), 0, 1));
            progress.accept("minute " + (minute + 1) + ": " + count(detector, "surprisal_series_forgotten_total")
                    + " of " + (long) options.keys() * (minute + 1) + " series are forgotten");
            at = now;
        }
        return samples;
    }

    private static byte[] value(Topic<String, Observation> topic, String key, Instant time) {
        Serializer<Observation> serializer = topic.valueSerde().serializer();
        return serializer.serialize(topic.name(), new Observation(key, time, Map.of("value", 1.0)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    private void send(
            KafkaProducer<String, byte[]> producer,
            Topic<String, Observation> topic,
            String key,
            long timestampMs,
            byte[] value) {
        producer.send(new ProducerRecord<>(topic.name(), null, timestampMs, key, value), (metadata, trouble) -> {
            if (trouble != null) {
                failure.compareAndSet(null, trouble);
            }
        });
        sent++;
    }

    /** Until the detector has committed all that was sent. */
    private void awaitJudged(DetectorProcess detector, GroupProgress group) throws InterruptedException {
        long last = -1;
        long deadline = System.nanoTime() + STALL_LIMIT.toNanos();
        while (true) {
            Exception trouble = failure.get();
            if (trouble != null) {
                throw new IllegalStateException("the records cannot be sent: " + trouble.getMessage(), trouble);
            }
            long committed = group.now().committed();
            if (committed >= sent) {
                return;
            }
            if (committed > last) {
                last = committed;
                deadline = System.nanoTime() + STALL_LIMIT.toNanos();
            }
            if (!detector.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the detector " + (detector.isAlive() ? "stands still" : "ended")
                        + " after " + committed + " of " + sent + " records; its log is in "
                        + folder.resolve("detector"));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private static long count(DetectorProcess detector, String metric) throws IOException, InterruptedException {
        return (long) MetricsPage.read(detector.port()).sum(metric);
    }
}
