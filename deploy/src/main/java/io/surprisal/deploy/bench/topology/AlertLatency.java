package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.timing.Timings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Sends observations at a steady rate, one in a hundred of them an incident of another series, and waits for the alerts. */
final class AlertLatency {

    private static final int EVERY = 97; // a prime, so that it is another series each time
    private static final int TICK_MS = 10;
    private static final double NANOS_PER_MS = 1e6;
    private static final Duration LAST_ALERTS = Duration.ofSeconds(3);

    private final double[] millis;

    private AlertLatency(double[] millis) {
        this.millis = millis;
    }

    static AlertLatency measure(BenchApp app, double rate, Duration lasting) throws InterruptedException {
        Map<String, Long> appended = new ConcurrentHashMap<>();
        Map<String, Double> waited = new ConcurrentHashMap<>();
        Thread reader = new Thread(() -> read(app, lasting.plus(LAST_ALERTS), appended, waited), "bench-alerts");
        reader.start();
        try (ByteProducer producer = new ByteProducer(app.bootstrapServers())) {
            long begun = System.nanoTime();
            long sent = 0;
            while (System.nanoTime() - begun < lasting.toNanos()) {
                double due = (System.nanoTime() - begun) / 1e9 * rate;
                for (; sent < due; sent++) {
                    app.send(producer, sent % EVERY == 0, appended);
                }
                TimeUnit.MILLISECONDS.sleep(TICK_MS);
            }
        }
        reader.join();
        return new AlertLatency(
                waited.values().stream().mapToDouble(each -> each).toArray());
    }

    private static void read(BenchApp app, Duration lasting, Map<String, Long> appended, Map<String, Double> waited) {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                app.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "bench-alerts-" + app.anomaliesTopic(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                TICK_MS,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(app.anomaliesTopic()));
            long end = System.nanoTime() + lasting.toNanos();
            while (System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(TICK_MS)).forEach(alert -> {
                    String series = new String(alert.key(), StandardCharsets.UTF_8);
                    Long from = appended.get(series);
                    if (from != null) {
                        waited.putIfAbsent(series, (System.nanoTime() - from) / NANOS_PER_MS);
                    }
                });
            }
        }
    }

    /** Alerts that came. */
    int alerts() {
        return millis.length;
    }

    /** A quantile of the waits. */
    double millis(double quantile) {
        return Timings.quantile(millis.clone(), quantile);
    }
}
