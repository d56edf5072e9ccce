package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.timing.Timings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Sends observations at a steady rate, one in a hundred of them an incident of another series, and takes the time from when
 * the broker has an incident until a consumer of committed records reads its alert. An alert is known by its series and its
 * timestamp, which is that of its observation.
 */
final class AlertLatency {

    private static final int EVERY = 97; // a prime, so that it is another series each time
    private static final int TICK_MS = 5;
    private static final double NANOS_PER_MS = 1e6;
    private static final Duration LAST_ALERTS = Duration.ofSeconds(5);

    private final BenchApp app;
    private final boolean incidents;
    private final Map<String, Long> appended = new ConcurrentHashMap<>();
    private final Map<String, Long> read = new ConcurrentHashMap<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private long counted = Long.MAX_VALUE;
    private volatile long end = Long.MAX_VALUE;

    private AlertLatency(BenchApp app, boolean incidents) {
        this.app = app;
        this.incidents = incidents;
    }

    /**
     * Measures.
     *
     * @param rate observations a second
     * @param warmUp time at that rate whose alerts do not count
     * @param lasting time whose alerts do
     * @param begins runs when the warm-up is over
     */
    static AlertLatency measure(BenchApp app, double rate, Duration warmUp, Duration lasting, Runnable begins)
            throws InterruptedException {
        AlertLatency latency = new AlertLatency(app, true);
        Thread reader = new Thread(latency::read, "bench-alerts");
        reader.start();
        latency.listening.await();
        try (ByteProducer producer = new ByteProducer(app.bootstrapServers())) {
            latency.send(producer, rate, warmUp);
            latency.counted = System.nanoTime();
            begins.run();
            latency.send(producer, rate, lasting);
        }
        latency.end = System.nanoTime() + LAST_ALERTS.toNanos();
        reader.join();
        return latency;
    }

    /**
     * Finds out how many observations a second an application takes while they come in.
     *
     * @param rate more than it takes
     * @param lasting time at that rate
     */
    static double maximum(BenchApp app, double rate, Duration lasting) throws InterruptedException {
        AlertLatency none = new AlertLatency(app, false);
        try (ByteProducer producer = new ByteProducer(app.bootstrapServers())) {
            none.send(producer, rate, lasting.dividedBy(2));
            long before = app.processed();
            long begun = System.nanoTime();
            none.send(producer, rate, lasting);
            double taken = (app.processed() - before) * 1e9 / (System.nanoTime() - begun);
            app.awaitProcessed();
            return Math.min(rate, taken);
        }
    }

    private void send(ByteProducer producer, double rate, Duration lasting) throws InterruptedException {
        long begun = System.nanoTime();
        long sent = 0;
        while (System.nanoTime() - begun < lasting.toNanos()) {
            double due = (System.nanoTime() - begun) / 1e9 * rate;
            for (; sent < due; sent++) {
                app.send(producer, incidents ? EVERY : 0, appended);
            }
            TimeUnit.MILLISECONDS.sleep(TICK_MS);
        }
    }

    private void read() {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                app.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, BenchApp.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(app.anomaliesTopic(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            listening.countDown();
            while (System.nanoTime() < end
                    && (end == Long.MAX_VALUE || !read.keySet().containsAll(appended.keySet()))) {
                consumer.poll(Duration.ofMillis(TICK_MS)).forEach(alert -> {
                    String series = new String(alert.key(), StandardCharsets.UTF_8);
                    read.putIfAbsent(BenchApp.incident(series, alert.timestamp()), System.nanoTime());
                });
            }
        }
    }

    /** Incidents that were sent, and had to be alerted. */
    int incidents() {
        return (int) appended.values().stream().filter(at -> at >= counted).count();
    }

    /** Milliseconds that each alert that came was waited for, by the second in which its incident was sent. */
    Map<Integer, List<Double>> bySecond() {
        Map<Integer, List<Double>> by = new TreeMap<>();
        appended.forEach((incident, at) -> {
            Long seen = read.get(incident);
            if (seen != null) {
                by.computeIfAbsent((int) Math.floorDiv(at - counted, 1_000_000_000L), s -> new ArrayList<>())
                        .add((seen - at) / NANOS_PER_MS);
            }
        });
        return by;
    }

    /** Milliseconds that each alert that came was waited for. */
    double[] millis() {
        List<Double> all = new ArrayList<>();
        bySecond().forEach((second, millis) -> {
            if (second >= 0) {
                all.addAll(millis);
            }
        });
        return all.stream().mapToDouble(each -> each).toArray();
    }

    /** A quantile of the waits. */
    double millis(double quantile) {
        return Timings.quantile(millis(), quantile);
    }
}
