package io.surprisal.topology.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.surprisal.schemas.RegistrySettings;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.settings.FieldPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a record never throws, never takes long, and never takes more memory than a record of its length may. */
class HostileInputTest {

    private static final int RECORDS = 20_000;
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** Of bytes allocated for each byte of a record: its text, its tree, messages. */
    private static final long ALLOCATED_PER_BYTE = 200;

    private static final long ALLOCATED_AT_LEAST = 16 << 20;
    private static final SourceCoordinates SOURCE = new SourceCoordinates("observations", 0, 1, 1_772_409_600_000L);
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Hostile", "fields": [
              {"name": "host", "type": ["null", "string"]},
              {"name": "time", "type": ["string", "long"]},
              {"name": "values", "type": {"type": "map", "values": ["null", "double"]}},
              {"name": "more", "type": {"type": "array", "items": ["null", "bytes", "int"]}}
            ]}
            """);
    private static final Schema NESTED = new Schema.Parser().parse("""
            {"type": "record", "name": "Nested", "fields": [{"name": "inner", "type": ["null", "Nested"]}]}
            """);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsAnyJson(long seed) {
        byte[] whole = """
                {"host": "web-1", "time": "2026-03-02T00:00:00Z", "values": {"cpu": 1.5e3, "mem": null}, "more": [1, [2, {"a": "\\u00e9"}]]}
                """.getBytes(StandardCharsets.UTF_8);
        InputReader reader = reader("json", "hostile-json");
        Random random = new Random(seed);

        for (int i = 0; i < RECORDS; i++) {
            read(reader, mutated(whole, random));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsAnyAvro(long seed) throws Exception {
        InputReader reader = reader("avro", "hostile-avro");
        byte[] whole = avro("hostile-avro", SCHEMA, body());
        Random random = new Random(seed);
        // The first one asks the registry.
        reader.read(whole);

        for (int i = 0; i < RECORDS; i++) {
            byte[] bytes = mutated(whole, random);
            if (random.nextInt(4) > 0) {
                System.arraycopy(whole, 0, bytes, 0, Math.min(5, bytes.length));
            }
            read(reader, bytes);
        }
    }

    @Test
    void readsAvroThatIsNestedDeeperThanAnyStack() throws Exception {
        byte[] deep = new byte[5_000_000];
        Arrays.fill(deep, (byte) 2);

        Decoded decoded = read(reader("avro", "hostile-deep"), avro("hostile-deep", NESTED, deep));

        assertThat(decoded).isInstanceOf(Unreadable.class);
        assertThat(((Unreadable) decoded).message()).contains("nested");
    }

    @ParameterizedTest(name = "<{0}>")
    @ValueSource(strings = {"T", "9", "-T+", " ", "[", "{\"a\":", "\""})
    void readsLongFields(String piece) {
        String text = piece.replace("\"", "\\\"").repeat(2_000_000 / piece.length());
        InputReader reader = reader("json", "hostile-long");

        for (String field : List.of("host", "time", "values")) {
            Decoded decoded = read(reader, ("{\"" + field + "\": \"" + text + "\"}").getBytes(StandardCharsets.UTF_8));

            assertThat(decoded).isInstanceOf(Unreadable.class);
        }
        assertThat(read(reader, piece.repeat(1_000_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void refusesPathsThatAreNonePlainly(long seed) {
        Random random = new Random(seed);
        byte[] whole = "a.\"b.c\"[12].d".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < RECORDS; i++) {
            String path = new String(mutated(whole, random), StandardCharsets.ISO_8859_1);
            try {
                assertThat(FieldPath.parse(path).steps()).isNotEmpty();
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("path");
            }
        }
    }

    private static Decoded read(InputReader reader, byte[] bytes) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();

        Arrival arrival = reader.read(bytes);
        reader.complete(arrival, bytes, SOURCE);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated)
                .isLessThan(ALLOCATED_AT_LEAST + ALLOCATED_PER_BYTE * bytes.length);
        return arrival.decoded();
    }

    private static InputReader reader(String format, String registry) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "features", "values.cpu,values.mem,more[1]",
                "series.key", "host",
                "event.time", "time",
                "input.format", format,
                "schema.registry.url", "mock://" + registry));
        DetectorSettings all = DetectorSettings.of(settings);
        return InputReader.of(all.input(), all.registry(), Patience.bySystemClock());
    }

    private static byte[] avro(String registry, Schema schema, byte[] body) throws Exception {
        DetectorSettings all =
                DetectorSettings.of(Map.of("features", "x", "schema.registry.url", "mock://" + registry));
        RegistrySettings settings = all.registry();
        try (SchemaRegistryClient client = settings.client()) {
            int id = client.register("observations-value", new AvroSchema(schema));
            return ByteBuffer.allocate(5 + body.length)
                    .put((byte) 0)
                    .putInt(id)
                    .put(body)
                    .array();
        }
    }

    private static byte[] body() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(SCHEMA)
                .write(
                        new GenericRecordBuilder(SCHEMA)
                                .set("host", "web-1")
                                .set("time", 1_772_409_600_000L)
                                .set("values", Map.of("cpu", 1.0, "mem", 2.0))
                                .set(
                                        "more",
                                        new GenericData.Array<>(
                                                SCHEMA.getField("more").schema(), List.of(1, ByteBuffer.allocate(3))))
                                .build(),
                        encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** Bytes changed, cut out, put in, cut off, or all of them random. */
    static byte[] mutated(byte[] whole, Random random) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = whole.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
                default -> bytes = Arrays.copyOf(bytes, Math.max(1, at + random.nextInt(8)));
            }
        }
        return bytes;
    }
}
