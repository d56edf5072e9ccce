package io.surprisal.deploy.history;

import io.surprisal.topology.detect.SeriesRates;
import io.surprisal.topology.input.Arrival;
import io.surprisal.topology.input.ArrivalDeserializer;
import io.surprisal.topology.input.EventTimeExtractor;
import io.surprisal.topology.input.InputReader;
import io.surprisal.topology.input.Reading;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.settings.DetectorSettings;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The readings of a topic as the detector would read them: by the same settings, with the same code. Records that it would
 * send to the dead letters are left out.
 */
public final class TopicReadings {

    /** Gets each reading. */
    @FunctionalInterface
    public interface Reader {

        /**
         * A reading.
         *
         * @param values of its features, transforms applied, [F]
         * @param record whose value it is
         */
        void accept(Reading reading, double[] values, ConsumerRecord<byte[], Arrival> record);
    }

    private final DetectorSettings settings;
    private final TopicRange range;

    /**
     * The readings of a topic, not read yet.
     *
     * @param settings how its records are read
     * @param clients properties of Kafka clients
     * @param since the record timestamp to begin with
     */
    public TopicReadings(DetectorSettings settings, Map<String, Object> clients, String topic, Instant since) {
        this.settings = settings;
        this.range = new TopicRange(clients, topic, since);
    }

    /** Reads them, each partition in its order. */
    public void read(Reader reader) {
        InputReader input = InputReader.of(settings.input(), settings.registry(), Patience.bySystemClock());
        EventTimeExtractor extractor = new EventTimeExtractor(input);
        SeriesRates rates = new SeriesRates(settings.input().features());
        range.read(new ByteArrayDeserializer(), new ArrivalDeserializer(input), record -> {
            complete(record, extractor);
            if (record.value().decoded() instanceof Reading reading) {
                reader.accept(reading, rates.values(reading), record);
            }
        });
    }

    @SuppressWarnings("unchecked") // the extractor is Streams' and takes any record
    private static void complete(ConsumerRecord<byte[], Arrival> record, EventTimeExtractor extractor) {
        Object untyped = record;
        extractor.extract((ConsumerRecord<Object, Object>) untyped, 0);
    }
}
