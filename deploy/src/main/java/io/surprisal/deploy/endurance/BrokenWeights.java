package io.surprisal.deploy.endurance;

import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.WeightsChunk;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Versions that nobody may use, written past the tools that would not: no alias names them. */
final class BrokenWeights {

    private static final int CHUNK_BYTES = 16 << 10;

    private BrokenWeights() {}

    /**
     * Writes a version of whose chunks one has another byte, and one whose manifest and chunks name another hash than they have.
     *
     * @param first number of the first of the two versions
     */
    static void write(String bootstrapServers, Topic<String, ModelsRecord> topic, int first) {
        List<ModelsTopicRecord> records = new ArrayList<>();
        records.addAll(withCorruptChunk(first));
        records.addAll(withWrongHash(first + 1));
        try (KafkaProducer<String, ModelsRecord> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.idempotence", "true"),
                topic.keySerde().serializer(),
                topic.valueSerde().serializer())) {
            for (ModelsTopicRecord record : records) {
                sent(producer, new ProducerRecord<>(topic.name(), record.key().format(), record.value()));
            }
            producer.flush();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what does not arrive is not refused, which is found
    private static void sent(
            KafkaProducer<String, ModelsRecord> producer, ProducerRecord<String, ModelsRecord> record) {
        producer.send(record);
    }

    private static List<ModelsTopicRecord> withCorruptChunk(int number) {
        List<ModelsTopicRecord> records = new ArrayList<>(ModelCodec.toRecords(Versions.number(number), CHUNK_BYTES));
        WeightsChunk chunk = records.get(0).value().getChunk();
        byte[] data = bytes(chunk.getData());
        data[data.length / 2] ^= 1;
        records.set(0, record(new WeightsChunk(chunk.getSha256(), chunk.getIndex(), ByteBuffer.wrap(data))));
        return records;
    }

    private static List<ModelsTopicRecord> withWrongHash(int number) {
        List<ModelsTopicRecord> records = new ArrayList<>();
        for (ModelsTopicRecord right : ModelCodec.toRecords(Versions.number(number), CHUNK_BYTES)) {
            if (right.key() instanceof ModelsTopicKey.Weights) {
                WeightsChunk chunk = right.value().getChunk();
                records.add(record(new WeightsChunk(other(chunk.getSha256()), chunk.getIndex(), chunk.getData())));
            } else {
                ModelManifest manifest = right.value().getManifest();
                ModelManifest wrong = ModelManifest.newBuilder(manifest)
                        .setSha256(other(manifest.getSha256()))
                        .build();
                records.add(new ModelsTopicRecord(
                        right.key(),
                        ModelsRecord.newBuilder().setManifest(wrong).build()));
            }
        }
        return records;
    }

    private static ModelsTopicRecord record(WeightsChunk chunk) {
        return new ModelsTopicRecord(
                new ModelsTopicKey.Weights(chunk.getSha256(), chunk.getIndex()),
                ModelsRecord.newBuilder().setChunk(chunk).build());
    }

    private static String other(String hash) {
        return (hash.startsWith("0") ? '1' : '0') + hash.substring(1);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
