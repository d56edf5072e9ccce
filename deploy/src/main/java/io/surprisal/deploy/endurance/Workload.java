package io.surprisal.deploy.endurance;

import io.surprisal.avro.Observation;
import io.surprisal.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Observations of many series at a steady pace, until it is stopped: waves with noise of a seed, now and then a spike, a
 * missing value, a repeated row, a row that is late, and a record that nobody can read.
 */
public final class Workload implements AutoCloseable {

    /** Event time of the first row. */
    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    /** Between two rows of a series. */
    static final Duration STEP = Duration.ofMinutes(1);

    private static final long SECOND_NANOS = 1_000_000_000L;
    /** Pieces of a wait, so that a change of the pace is soon heard of. */
    private static final long WAIT_NANOS = SECOND_NANOS / 10;

    private static final int SPIKE_EVERY = 397;
    private static final int MISSING_EVERY = 61;
    private static final int DUPLICATE_EVERY = 83;
    private static final int LATE_EVERY = 89;
    private static final int UNREADABLE_EVERY = 1009;
    private static final byte[] UNREADABLE = "no observation".getBytes(StandardCharsets.UTF_8);

    private final Topic<String, Observation> topic;
    private final Serializer<Observation> values;
    private final KafkaProducer<String, byte[]> producer;
    private final int series;
    private volatile int perSecond;
    private int pace;
    private long due;
    private final long seed;
    private final Thread thread = new Thread(this::run, "workload");
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopping;
    private volatile int row;
    private long sent;

    /**
     * Begins to send.
     *
     * @param series how many
     * @param perSecond observations a second, over all series
     */
    public Workload(String bootstrapServers, Topic<String, Observation> topic, int series, int perSecond, long seed) {
        this.topic = topic;
        this.values = topic.valueSerde().serializer();
        this.series = series;
        this.perSecond = perSecond;
        this.seed = seed;
        this.producer =
                new KafkaProducer<>(settings(bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        thread.start();
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        // The order of a series, and no row twice, also while the broker is away.
        settings.put("enable.idempotence", "true");
        settings.put("delivery.timeout.ms", "900000");
        settings.put("max.block.ms", "900000");
        settings.put("linger.ms", "5");
        settings.put("compression.type", "lz4");
        return settings;
    }

    private void run() {
        due = System.nanoTime();
        try {
            for (int at = 0; !stopping; at++) {
                row = at;
                for (int each = 0; each < series && !stopping; each++) {
                    long before = sent;
                    send(each, at);
                    await(sent - before);
                }
            }
        } catch (RuntimeException broken) {
            failure.compareAndSet(null, broken);
        }
    }

    /** Until the next one is due; what could not be sent in time is sent as fast as possible. */
    private void await(long records) {
        int now = perSecond;
        if (now != pace) {
            pace = now;
            due = System.nanoTime();
        }
        due += records * SECOND_NANOS / pace;
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(wait, WAIT_NANOS));
        }
    }

    /** Changes the pace, observations a second; what was late is no longer. */
    public void pace(int observations) {
        perSecond = observations;
    }

    private void send(int number, int at) {
        String key = "series-" + number;
        int turn = at * 31 + number;
        long time = START.plus(STEP.multipliedBy(at)).toEpochMilli();
        send(key, time, values.serialize(topic.name(), observation(key, number, at)));
        if (turn % DUPLICATE_EVERY == 0) {
            send(key, time, values.serialize(topic.name(), observation(key, number, at)));
        }
        if (turn % LATE_EVERY == 0 && at > 0) {
            send(key, time - STEP.toMillis(), values.serialize(topic.name(), observation(key, number, at - 1)));
        }
        if (turn % UNREADABLE_EVERY == 0) {
            send(key, time, UNREADABLE);
        }
    }

    private Observation observation(String key, int number, int at) {
        Map<String, @Nullable Double> reading = new HashMap<>();
        reading.put("value", value(number, at));
        return new Observation(key, START.plus(STEP.multipliedBy(at)), reading);
    }

    /** The same for every call with the same seed. */
    private @Nullable Double value(int number, int at) {
        int turn = at * 17 + number;
        if (turn % MISSING_EVERY == 0) {
            return null;
        }
        double noise = (mixed(seed ^ (number * 1_000_003L + at)) >>> 11) * 0x1p-53 - 0.5;
        double wave = 100 + number + 10 * StrictMath.sin((at + number) / 9.0);
        return wave + 3 * noise + (turn % SPIKE_EVERY == 0 ? 80 : 0);
    }

    /** The finaliser of splitmix64. */
    private static long mixed(long bits) {
        long mixed = bits + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    private void send(String key, long timestampMs, byte[] value) {
        Exception problem = failure.get();
        if (problem != null) {
            throw new KafkaException("cannot send to " + topic.name() + ": " + problem.getMessage(), problem);
        }
        producer.send(new ProducerRecord<>(topic.name(), null, timestampMs, key, value), (metadata, trouble) -> {
            if (trouble != null) {
                failure.compareAndSet(null, trouble);
            }
        });
        sent++;
    }

    /** The event time that rows have which are sent so many seconds from now. */
    public Instant eventTimeIn(int seconds) {
        return START.plus(STEP.multipliedBy(row + (long) seconds * perSecond / series + 1));
    }

    /** Ends it and waits until the broker has all; how many records that are. */
    public long finish() throws InterruptedException {
        stopping = true;
        thread.join();
        producer.flush();
        Exception problem = failure.get();
        if (problem != null) {
            throw new KafkaException("cannot send to " + topic.name() + ": " + problem.getMessage(), problem);
        }
        return sent;
    }

    @Override
    public void close() {
        stopping = true;
        producer.close(Duration.ZERO);
    }
}
