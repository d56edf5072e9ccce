package io.surprisal.deploy.history;

import io.surprisal.model.detect.Observation;
import io.surprisal.topology.detect.SeriesRates;
import io.surprisal.topology.input.Arrival;
import io.surprisal.topology.input.ArrivalDeserializer;
import io.surprisal.topology.input.EventTimeExtractor;
import io.surprisal.topology.input.InputReader;
import io.surprisal.topology.input.Reading;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.train.history.HistorySource;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The observations of a topic, read as the detector would read them: by the same settings, with the same code. Records
 * that it would send to the dead letters are left out. It ends where the topic ends when reading begins.
 */
public final class TopicHistory implements HistorySource {

    private static final Duration POLL = Duration.ofMillis(500);

    private final DetectorSettings settings;
    private final Map<String, Object> clients;
    private final String topic;
    private final Instant since;

    /**
     * A topic, not read yet.
     *
     * @param settings how its records are read
     * @param clients properties of Kafka clients
     * @param topic where they are
     * @param since the record timestamp to begin with
     */
    public TopicHistory(DetectorSettings settings, Map<String, Object> clients, String topic, Instant since) {
        this.settings = settings;
        this.clients = Map.copyOf(clients);
        this.topic = topic;
        this.since = since;
    }

    @Override
    public String name() {
        return "topic " + topic;
    }

    @Override
    public List<SeriesHistory> read() {
        InputReader reader = InputReader.of(settings.input(), settings.registry(), Patience.bySystemClock());
        EventTimeExtractor extractor = new EventTimeExtractor(reader);
        SeriesRates rates = new SeriesRates(settings.input().features());
        Map<String, List<Observation>> rows = new TreeMap<>();
        try (KafkaConsumer<byte[], Arrival> consumer = new KafkaConsumer<>(
                consumerProperties(), new ByteArrayDeserializer(), new ArrivalDeserializer(reader))) {
            Map<TopicPartition, Long> ends = start(consumer);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], Arrival> record : consumer.poll(POLL)) {
                    add(record, extractor, rates, rows);
                }
            }
        }
        if (rows.isEmpty()) {
            throw new BadDataException("topic " + topic + " has no readable observation since " + since
                    + "; check --since, and the settings that say how records are read");
        }
        List<SeriesHistory> histories = new ArrayList<>();
        rows.forEach((series, observations) -> histories.add(new SeriesHistory(
                series, settings.input().featureNames(), settings.input().covariateNames(), observations)));
        return histories;
    }

    private Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        return properties;
    }

    /** Goes to the first records since then; returns where to stop. */
    private Map<TopicPartition, Long> start(KafkaConsumer<byte[], Arrival> consumer) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new BadDataException("there is no topic " + topic);
        }
        List<TopicPartition> partitions = infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            consumer.seek(partition, start == null ? ends.getOrDefault(partition, 0L) : start.offset());
        }
        return ends;
    }

    @SuppressWarnings("unchecked") // the extractor is Streams' and takes any record
    private static void add(
            ConsumerRecord<byte[], Arrival> record,
            EventTimeExtractor extractor,
            SeriesRates rates,
            Map<String, List<Observation>> rows) {
        Object untyped = record;
        extractor.extract((ConsumerRecord<Object, Object>) untyped, 0);
        if (record.value().decoded() instanceof Reading reading) {
            rows.computeIfAbsent(reading.series(), series -> new ArrayList<>())
                    .add(new Observation(
                            reading.eventTimeMs(),
                            rates.values(reading),
                            reading.covariates(),
                            record.partition(),
                            record.offset()));
        }
    }
}
