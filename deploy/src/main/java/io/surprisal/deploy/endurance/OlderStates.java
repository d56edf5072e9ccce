package io.surprisal.deploy.endurance;

import io.surprisal.model.series.SeriesStateLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a build of the state format before this one would have left in place of what is in the changelog of the states.
 * Nobody may write to it meanwhile.
 *
 * <p>A state of one feature of version 2 has the bytes of one of version 3 but for the version ({@code GoldenStateTest} holds
 * that), so that what is scored from it must have the same bytes as without any of this.
 */
final class OlderStates {

    private static final byte PRESENT = 3;
    private static final byte OLDER = 2;
    private static final Duration POLL = Duration.ofMillis(200);

    private OlderStates() {}

    /** Rewrites all states; how many there were. */
    static int write(String bootstrapServers, String changelog) {
        Map<TopicPartition, Map<ByteBuffer, byte[]>> states = read(bootstrapServers, changelog);
        int written = 0;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.idempotence", "true"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Map.Entry<TopicPartition, Map<ByteBuffer, byte[]>> partition : states.entrySet()) {
                for (Map.Entry<ByteBuffer, byte[]> state : partition.getValue().entrySet()) {
                    Object sent = producer.send(new ProducerRecord<>(
                            changelog,
                            partition.getKey().partition(),
                            state.getKey().array(),
                            older(state.getValue())));
                    written += sent == null ? 0 : 1;
                }
            }
            producer.flush();
        }
        return written;
    }

    private static byte[] older(byte[] state) {
        if (state[SeriesStateLayout.VERSION] != PRESENT) {
            throw new IllegalStateException("how a state of one feature looked before version "
                    + SeriesStateLayout.FORMAT_VERSION + " must be said here: version="
                    + state[SeriesStateLayout.VERSION]);
        }
        byte[] older = state.clone();
        older[SeriesStateLayout.VERSION] = OLDER;
        return older;
    }

    /** The last committed value of each key; keys without one are left out. */
    private static Map<TopicPartition, Map<ByteBuffer, byte[]>> read(String bootstrapServers, String changelog) {
        Map<TopicPartition, Map<ByteBuffer, byte[]>> states = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = Ledger.consumer(bootstrapServers)) {
            List<TopicPartition> partitions = consumer.partitionsFor(changelog).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            partitions.forEach(partition -> states.put(partition, new HashMap<>()));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    states.computeIfPresent(
                            new TopicPartition(record.topic(), record.partition()),
                            (partition, values) -> with(values, ByteBuffer.wrap(record.key()), record.value()));
                }
            }
        }
        return states;
    }

    private static Map<ByteBuffer, byte[]> with(
            Map<ByteBuffer, byte[]> values, ByteBuffer key, byte @Nullable [] value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
        return values;
    }
}
