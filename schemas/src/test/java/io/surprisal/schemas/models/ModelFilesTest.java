package io.surprisal.schemas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.surprisal.avro.ModelFile;
import io.surprisal.schemas.Examples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {

    private static final ModelFile MODEL = Models.file(Models.model("1", 7));

    private final Path folder;

    ModelFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        Path file = folder.resolve("small.avro");

        ModelFiles.write(MODEL, file);

        assertThat(ModelFiles.read(file)).isEqualTo(MODEL);
    }

    @Test
    void writesEqualModelsAsEqualBytes() throws IOException {
        ModelFiles.write(MODEL, folder.resolve("a"));
        ModelFiles.write(Models.file(Models.model("1", 7)), folder.resolve("b"));

        assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
    }

    @Test
    void replacesAFileAndLeavesNothingElseBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("small.avro"), "what stood there before");

        ModelFiles.write(MODEL, file);

        assertThat(ModelFiles.read(file)).isEqualTo(MODEL);
        assertThat(names()).containsExactly("small.avro");
    }

    @Test
    void givesTheFileThePermissionsOfAnyOtherNewFile() throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path other = Files.createFile(folder.resolve("other"));

        ModelFiles.write(MODEL, folder.resolve("small.avro"));

        assertThat(Files.getPosixFilePermissions(folder.resolve("small.avro")))
                .isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void writesIntoTheWorkingFolderByABareName() throws IOException {
        Path file = Path.of("")
                .toAbsolutePath()
                .relativize(folder.resolve("small.avro").toAbsolutePath());

        ModelFiles.write(MODEL, file);

        assertThat(ModelFiles.read(file)).isEqualTo(MODEL);
    }

    @Test
    void saysThatTheFolderDoesNotExist() {
        Path file = folder.resolve("missing").resolve("small.avro");

        assertThatThrownBy(() -> ModelFiles.write(MODEL, file))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write model file " + file + ": its folder does not exist");
    }

    @Test
    void refusesAFileThatIsCutOffAtAnyByteNamingIt() throws IOException {
        Path file = folder.resolve("small.avro");
        ModelFiles.write(MODEL, file);
        byte[] bytes = Files.readAllBytes(file);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ModelFiles.read(new ByteArrayInputStream(cut), "small.avro"))
                    .as("cut off after %s of %s bytes", length, bytes.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot read model file small.avro: it is cut off");
        }
    }

    @Test
    void refusesAFileThatIsNoModelFile() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "no model", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ModelFiles.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read model file " + file + ": it is cut off or no model file");
    }

    @Test
    void refusesAContainerOfOtherRecords() throws IOException {
        Path file = folder.resolve("scores.avro");
        try (var writer = new DataFileWriter<>(new SpecificDatumWriter<>(io.surprisal.avro.Score.class))) {
            writer.create(io.surprisal.avro.Score.getClassSchema(), file.toFile());
            writer.append(Examples.score());
        }

        assertThatThrownBy(() -> ModelFiles.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read model file " + file + ": it is cut off or no model file");
    }

    @Test
    void refusesAFileOfSeveralModels() throws IOException {
        Path file = folder.resolve("two.avro");
        try (var writer = new DataFileWriter<>(new SpecificDatumWriter<>(ModelFile.class))) {
            writer.create(ModelFile.getClassSchema(), file.toFile());
            writer.append(MODEL);
            writer.append(MODEL);
        }

        assertThatThrownBy(() -> ModelFiles.read(file)).hasMessageContaining("it must hold 1 record and holds 2");
    }

    @Test
    void leavesAFileThatDoesNotExistToTheJdk() {
        assertThatThrownBy(() -> ModelFiles.read(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
