package io.surprisal.deploy.check;

import io.surprisal.schemas.TopicRole;
import io.surprisal.topology.input.Arrival;
import io.surprisal.topology.input.ArrivalDeserializer;
import io.surprisal.topology.input.EventTimeExtractor;
import io.surprisal.topology.input.InputReader;
import io.surprisal.topology.input.Reading;
import io.surprisal.topology.input.Unreadable;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.settings.DetectorSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The newest records of the input, read as the detector would. */
final class InputSample {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final int MOST_FAULTS = 5;

    private final DetectorSettings settings;
    private final Map<String, Object> clients;
    private final Map<String, Integer> faults = new TreeMap<>(); // how often, by what is wrong
    private int readable;
    private @Nullable Reading last;

    InputSample(DetectorSettings settings, Map<String, Object> clients) {
        this.settings = settings;
        this.clients = clients;
    }

    /** Reads so many of each partition. */
    Finding check(int records) {
        read(records);
        int all =
                readable + faults.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            return Finding.warning("input", "there is no record to try the settings on");
        }
        String found = readable + " of " + all + " records can be read";
        if (!faults.isEmpty()) {
            List<String> lines = faults.entrySet().stream()
                    .limit(MOST_FAULTS)
                    .map(fault -> fault.getKey() + " (" + fault.getValue() + " times)")
                    .toList();
            String text = found + "; of the others: " + String.join("; ", lines);
            return readable == 0
                    ? Finding.fault("input", text + "; look at input.format, series.key, event.time and features")
                    : Finding.warning("input", text);
        }
        return Finding.ok("input", found + last());
    }

    private String last() {
        Reading reading = last;
        if (reading == null) {
            return "";
        }
        List<String> values = new ArrayList<>();
        List<String> names = settings.input().featureNames();
        for (int feature = 0; feature < names.size(); feature++) {
            values.add(names.get(feature) + '=' + reading.values()[feature]);
        }
        return "; the last one read: series " + reading.series() + " at " + Instant.ofEpochMilli(reading.eventTimeMs())
                + ", " + String.join(", ", values);
    }

    private void read(int records) {
        InputReader reader = InputReader.of(settings.input(), settings.registry(), Patience.bySystemClock());
        EventTimeExtractor extractor = new EventTimeExtractor(reader);
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        try (KafkaConsumer<byte[], Arrival> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ArrivalDeserializer(reader))) {
            Map<TopicPartition, Long> ends = start(consumer, records);
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
                    && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], Arrival> record : consumer.poll(POLL)) {
                    take(record, extractor);
                }
            }
        }
    }

    private Map<TopicPartition, Long> start(KafkaConsumer<?, ?> consumer, int records) {
        String topic = settings.topics().name(TopicRole.OBSERVATIONS);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        ends.forEach((partition, end) ->
                consumer.seek(partition, Math.max(beginnings.getOrDefault(partition, 0L), end - records)));
        return ends;
    }

    @SuppressWarnings("unchecked") // the extractor is Streams' and takes any record
    private void take(ConsumerRecord<byte[], Arrival> record, EventTimeExtractor extractor) {
        Object untyped = record;
        extractor.extract((ConsumerRecord<Object, Object>) untyped, 0);
        if (record.value().decoded() instanceof Reading reading) {
            readable++;
            last = reading;
        } else if (record.value().decoded() instanceof Unreadable unreadable) {
            faults.merge(unreadable.message(), 1, Integer::sum);
        }
    }
}
