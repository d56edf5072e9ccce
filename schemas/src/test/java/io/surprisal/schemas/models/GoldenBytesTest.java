package io.surprisal.schemas.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.Examples;
import io.surprisal.schemas.RegisteredForm;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.RegistrySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pins the formats by bytes that releases wrote: every one stays readable, and the newest is what is written today. A
 * release that changes a format adds a folder; a folder that is there is never changed.
 */
class GoldenBytesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path NEWEST = GOLDEN.resolve("0.3.0");
    private static final int HEADER = 5; // a zero byte and the schema's id

    private static final ModelSnapshot MODEL = Models.model("1", 7);

    static List<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void readsTheModelFileOfEveryRelease(Path release) throws IOException {
        ModelFile file = ModelFiles.read(release.resolve("model-file.avro"));

        ModelSnapshot model = ModelCodec.fromFile(file);

        assertThat(model).isEqualTo(MODEL);
        assertThat(model.weights()).isEqualTo(MODEL.weights());
        assertThat(file.getManifest().getProvenance().getSeed()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("releases")
    void readsTheModelsRecordOfEveryRelease(Path release) throws IOException {
        Schema writer = new Schema.Parser()
                .parse(Files.readString(Path.of(
                        "src/test/resources/released", release.getFileName().toString(), "ModelsRecord.avsc")));
        byte[] bytes = Files.readAllBytes(release.resolve("models-record.bin"));

        SpecificDatumReader<ModelsRecord> reader = new SpecificDatumReader<>(ModelsRecord.class);
        reader.setSchema(writer);
        ModelsRecord read = reader.read(new ModelsRecord(), DecoderFactory.get().binaryDecoder(bytes, null));

        assertThat(read).isEqualTo(Examples.modelsRecord());
    }

    @Test
    void writesTheModelFileAsTheNewestRelease() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();

        ModelFiles.write(Models.file(MODEL), written);

        assertThat(written.toByteArray()).isEqualTo(Files.readAllBytes(NEWEST.resolve("model-file.avro")));
    }

    @Test
    void writesTheModelsRecordAsTheNewestReleaseBehindTheRegistrysHeader() throws IOException {
        RegistrySettings registry = RegistrySettings.at("mock://golden").registering();

        try (Serde<ModelsRecord> serde = new RegistrySerdes(registry).of(ModelsRecord.class)) {
            byte[] written = serde.serializer().serialize("models", Examples.modelsRecord());

            assertThat(Arrays.copyOfRange(written, HEADER, written.length))
                    .isEqualTo(Files.readAllBytes(NEWEST.resolve("models-record.bin")));
        }
    }

    @Test
    void writesTheSchemaOfTheModelFileWithoutPropertiesOfTheJavaGenerator() throws IOException {
        String header = Files.readString(NEWEST.resolve("model-file.avro"), StandardCharsets.ISO_8859_1);

        assertThat(header)
                .contains(RegisteredForm.of(ModelFile.getClassSchema()).toString())
                .doesNotContain("avro.java.string");
    }
}
