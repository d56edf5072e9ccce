package io.surprisal.topology.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.DeadLetter;
import io.surprisal.avro.Observation;
import io.surprisal.avro.Score;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.topology.DetectorFixture;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroInputTest {

    private static final long TIME_MS = DetectorFixture.timeOf(0);

    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Anything", "fields": [
              {"name": "host", "type": ["null", "string"]},
              {"name": "shard", "type": "int"},
              {"name": "millis", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "micros", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
              {"name": "plain", "type": "long"},
              {"name": "text", "type": "string"},
              {"name": "usage", "type": {"type": "record", "name": "Usage", "fields": [
                {"name": "cpu", "type": ["null", "float"]},
                {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
                {"name": "by_core", "type": {"type": "array", "items": "double"}}]}},
              {"name": "tags", "type": {"type": "map", "values": ["null", "long"]}}
            ]}
            """);

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "usage.cpu, 0.5",
        "usage.price, 12.34",
        "shard, 7",
        "tags.requests, 99",
        "\"tags\".\"requests\", 99",
        "usage.by_core[1], 3",
        "text, 17",
    })
    void readsNumbersByPath(String path, double expected) {
        assertThat(values(path, record(0.5f))).containsExactly(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"usage.cpu", "usage.memory", "usage.cpu.deeper", "tags.errors", "tags.none", "usage.by_core[9]"})
    void takesNullAndAbsentFieldsForMissing(String path) {
        assertThat(values(path, record(null))).containsExactly(Double.NaN);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"millis", "micros", "plain"})
    void readsEventTimesByTheirLogicalType(String path) {
        Map<String, String> settings =
                Map.of("input.format", "avro", "features", "shard", "series.key", "shard", "event.time", path);
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            detector.send(new byte[0], bytes(detector, record(1f)), TIME_MS + 1);

            Score score = detector.lastScore();
            assertThat(score.getEventTime()).isEqualTo(Instant.ofEpochMilli(TIME_MS));
            assertThat(score.getSeries()).isEqualTo("7");
        }
    }

    @Test
    void readsTheDefaultObservation() {
        Map<String, String> settings = Map.of(
                "input.format",
                "avro",
                "features",
                "values.cpu, values.mem",
                "series.key",
                "series",
                "event.time",
                "time");
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            Map<String, @Nullable Double> values = new HashMap<>();
            values.put("cpu", 1.0);
            values.put("mem", null);
            Observation observation = new Observation("web-1", Instant.ofEpochMilli(TIME_MS), values);
            byte[] bytes = new RegistrySerdes(detector.registry())
                    .of(Observation.class)
                    .serializer()
                    .serialize("observations", observation);

            detector.send(new byte[0], bytes, TIME_MS);

            assertThat(detector.lastScore().getSeries()).isEqualTo("web-1");
            assertThat(detector.deadLetters()).isEmpty();
        }
    }

    @Test
    void writesAvroKeysAsText() {
        Map<String, String> settings = Map.of("input.format", "avro", "features", "shard", "input.key.format", "avro");
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            byte[] value = bytes(detector, record(1f));

            // A record as key; any key that names one schema and equal fields is one series.
            detector.send(value, value, TIME_MS);

            assertThat(detector.lastScore().getSeries()).startsWith("{\"host\": \"web-1\", \"shard\": 7");
        }
    }

    @Test
    void deadLettersWhatIsNotBehindASchemaIdThatTheRegistryKnows() {
        Map<String, String> settings = Map.of("input.format", "avro", "features", "shard");
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            byte[] good = bytes(detector, record(1f));
            byte[] unknownId = good.clone();
            ByteBuffer.wrap(unknownId).putInt(1, 12_345);
            byte[] key = "k".getBytes(StandardCharsets.UTF_8);

            detector.send(key, "plain text".getBytes(StandardCharsets.UTF_8), TIME_MS);
            detector.send(key, new byte[] {0, 0}, TIME_MS);
            detector.send(key, unknownId, TIME_MS);
            detector.send(key, Arrays.copyOf(good, good.length - 3), TIME_MS);
            detector.send(key, good, TIME_MS);

            List<DeadLetter> letters = detector.deadLetters();
            assertThat(letters)
                    .extracting(DeadLetter::getCauseClass)
                    .containsExactly("MALFORMED", "MALFORMED", "UNKNOWN_SCHEMA", "MALFORMED");
            assertThat(letters.get(0).getCauseMessage()).contains("the first byte is 112");
            assertThat(letters.get(2).getCauseMessage()).contains("schema id 12345");
            assertThat(detector.scores()).hasSize(1);
        }
    }

    @Test
    void deadLettersAFeatureThatIsARecord() {
        Map<String, String> settings = Map.of("input.format", "avro", "features", "usage");
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            detector.send(new byte[] {'k'}, bytes(detector, record(1f)), TIME_MS);

            assertThat(detector.deadLetters().get(0).getCauseMessage())
                    .isEqualTo("usage must be a number: found a Record");
        }
    }

    private static double[] values(String path, GenericRecord record) {
        Map<String, String> settings = Map.of("input.format", "avro", "features", path);
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            InputReader reader = detector.reader();
            Decoded decoded = reader.read(bytes(detector, record)).decoded();
            assertThat(decoded).isInstanceOf(Reading.class);
            return ((Reading) decoded).values();
        }
    }

    private static byte[] bytes(DetectorFixture detector, GenericRecord record) {
        return new RegistrySerdes(detector.registry()).generic().serializer().serialize("observations", record);
    }

    private static GenericRecord record(@Nullable Float cpu) {
        Schema usageSchema = SCHEMA.getField("usage").schema();
        GenericRecord usage = new GenericRecordBuilder(usageSchema)
                .set("cpu", cpu)
                .set(
                        "price",
                        ByteBuffer.wrap(new BigDecimal("12.34").unscaledValue().toByteArray()))
                .set("by_core", List.of(1.0, 3.0))
                .build();
        Map<String, @Nullable Long> tags = new HashMap<>();
        tags.put("requests", 99L);
        tags.put("errors", null);
        GenericRecord record = new GenericData.Record(SCHEMA);
        record.put("host", "web-1");
        record.put("shard", 7);
        record.put("millis", TIME_MS);
        record.put("micros", TIME_MS * 1_000);
        record.put("plain", TIME_MS);
        record.put("text", "17");
        record.put("usage", usage);
        record.put("tags", tags);
        return record;
    }
}
