package io.surprisal.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.ModelsRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a detector of an older release reads of today's records on the models topic, by Avro's resolution: all that it needs
 * to score with a version, or to refuse it by name; of the rest it knows nothing.
 */
class OlderReaderTest {

    private static final Path RELEASED = Path.of("src/test/resources/released");

    static List<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(RELEASED)) {
            return folders.map(each -> each.resolve("ModelsRecord.avsc"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releases")
    void hasAllThatItNeedsOfAVersion(Path schema) throws IOException {
        GenericRecord manifest =
                (GenericRecord) read(Examples.modelsRecord(), schema).get("manifest");

        GenericRecord network = (GenericRecord) manifest.get("spec");
        assertThat(network.get("cell").toString()).isEqualTo("lstm");
        assertThat(network.get("layers")).isEqualTo(1);
        assertThat(network.get("hiddenSize")).isEqualTo(32);
        assertThat(network.get("features").toString()).isEqualTo("[cpu]");
        assertThat(network.get("covariates").toString()).isEqualTo("[load]");
        assertThat(network.get("onVersionChange").toString()).isEqualTo("keep");
        assertThat(manifest.get("sha256").toString()).isEqualTo(Examples.SHA256);
        assertThat(manifest.get("encoding").toString()).isEqualTo("float32-le");
        assertThat(manifest.get("weightsLength")).isEqualTo(8L);
        assertThat(manifest.get("chunkCount")).isEqualTo(2);
        assertThat((List<?>) manifest.get("tensors")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releases")
    void meetsANetworkThatItDoesNotKnowByName(Path schema) throws IOException {
        ModelsRecord record = Examples.modelsRecord();
        record.getManifest().getSpec().setCell("gru+identity");

        GenericRecord manifest = (GenericRecord) read(record, schema).get("manifest");

        // One text, so that no part of what the network is can be overlooked.
        assertThat(((GenericRecord) manifest.get("spec")).get("cell").toString())
                .isEqualTo("gru+identity");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releases")
    void takesACanaryForAnEntryForAllSeriesWhereItKnowsNoCanaries(Path schema) throws IOException {
        ModelsRecord record = Examples.modelsRecord();
        record.getAlias().getEntries().get(0).setCanaryPercent(5);

        GenericRecord alias = (GenericRecord) read(record, schema).get("alias");

        GenericRecord entry = (GenericRecord) ((List<?>) alias.get("entries")).get(0);
        assertThat(entry.get("sha256").toString()).isEqualTo(Examples.SHA256);
        assertThat(entry.get("epoch")).isEqualTo(1L);
        boolean knows = entry.getSchema().getField("canaryPercent") != null;
        assertThat(knows).isEqualTo(!schema.toString().contains("0.1.0"));
        if (knows) {
            assertThat(entry.get("canaryPercent")).isEqualTo(5.0);
        }
    }

    private static GenericRecord read(ModelsRecord record, Path schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(ModelsRecord.class).write(record, encoder);
        encoder.flush();
        Schema reader = new Schema.Parser().parse(Files.readString(schema));
        return new GenericDatumReader<GenericRecord>(RegisteredForm.of(ModelsRecord.getClassSchema()), reader)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }
}
