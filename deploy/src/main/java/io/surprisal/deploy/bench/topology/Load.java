package io.surprisal.deploy.bench.topology;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.surprisal.deploy.bench.step.SeriesRows;
import io.surprisal.schemas.TopicRole;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Observations of many series in Avro, a double for each feature. The series come in turns, in an order that is the same in
 * each round and has nothing to do with where they lie in a store: the hardest case for caches.
 */
final class Load {

    private static final int MAGIC_BYTES = 5;
    private static final int STRIDE = 7_919; // a prime, so that every series comes once in each round

    private final int keys;
    private final int features;
    private final int schemaId;

    Load(DetectorSettings settings, int keys, int features) {
        this.keys = keys;
        this.features = features;
        this.schemaId = register(settings);
    }

    private int register(DetectorSettings settings) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Load").fields();
        for (String feature : SeriesRows.featureNames(features)) {
            fields = fields.requiredDouble(feature);
        }
        SchemaRegistryClient client = settings.registry().client();
        try {
            return client.register(
                    settings.topics().name(TopicRole.OBSERVATIONS) + "-value", new AvroSchema(fields.endRecord()));
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException("the registry in this process takes no schema", e);
        }
    }

    /** A series' key. */
    static byte[] key(int series) {
        return "series-%07d".formatted(series).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The observation that comes as this one of all.
     *
     * @param number from 0 on
     * @param offset added to its values
     */
    ProducerRecord<byte[], byte[]> record(String topic, long number, double offset) {
        long row = SeriesRows.WARM_ROWS + number / keys;
        int series = (int) (number % keys * STRIDE % keys);
        ByteBuffer value = ByteBuffer.allocate(MAGIC_BYTES + features * Double.BYTES);
        value.put((byte) 0).putInt(schemaId).order(ByteOrder.LITTLE_ENDIAN);
        for (int feature = 0; feature < features; feature++) {
            value.putDouble(offset + SeriesRows.value(row, number * 31 + feature * 7L));
        }
        return new ProducerRecord<>(topic, null, SeriesRows.timeMs(row), key(series), value.array());
    }
}
