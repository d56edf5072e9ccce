package io.surprisal.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export} and {@code import} as their user meets them. */
class ExchangeCommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private String model = "";
    private String tensors = "";
    private String parity = "";

    @BeforeEach
    void namesFiles() {
        model = folder.resolve("model.avro").toString();
        tensors = folder.resolve("model.safetensors").toString();
        parity = folder.resolve("parity.safetensors").toString();
    }

    @Test
    void anExportedModelIsTheSameFileAgain() throws IOException {
        assertThat(run("export", "bundled", "--out", tensors)).isZero();
        assertThat(run("import", tensors, "--out", model)).isZero();
        assertThat(run("export", model, "--out", tensors + ".2")).isZero();

        assertThat(out.toString()).contains("the same model that was exported, by its SHA-256");
        assertThat(Path.of(tensors + ".2")).hasSameBinaryContentAs(Path.of(tensors));
    }

    @Test
    void aModelUnderAnotherNameKeepsItsCalibration() {
        assertThat(run("export", "bundled", "--out", tensors)).isZero();
        assertThat(run("import", tensors, "--out", model, "--name", "mine", "--model-version", "1"))
                .isZero();

        assertThat(out.toString()).contains("wrote mine/1").doesNotContain("not calibrated");
    }

    @Test
    void refusesWhatNothingSpeaksForWithExitCode1() throws IOException {
        Path foreign = withoutMetadata();

        assertThat(run("import", foreign.toString(), "--out", model)).isEqualTo(1);

        assertThat(err.toString()).contains("refused").contains("--parity").doesNotContain("\tat ");
        assertThat(Path.of(model)).doesNotExist();
    }

    @Test
    void saysThatANetworkFromElsewhereIsNotCalibrated() throws IOException {
        Path foreign = withoutMetadata();
        assertThat(run("export", "bundled", "--out", tensors, "--parity", parity))
                .isZero();

        assertThat(run("import", foreign.toString(), "--parity", parity, "--out", model))
                .isZero();

        assertThat(out.toString())
                .contains("parity: all outputs of 200 rows agree")
                .contains("it is not calibrated: its scores are 0, and 'publish' refuses it")
                .contains("train --recalibrate " + model);
    }

    @Test
    void evaluatesNoModelWithoutACalibration() throws IOException {
        Path foreign = withoutMetadata();
        assertThat(run("import", foreign.toString(), "--unchecked", "--out", model))
                .isZero();
        String series = Files.createDirectory(folder.resolve("data")).toString();

        assertThat(run(
                        "evaluate",
                        "--data",
                        series,
                        "--out",
                        folder.resolve("scores").toString(),
                        "--model",
                        model))
                .isEqualTo(1);

        assertThat(err.toString()).contains("has no calibration").contains("train --recalibrate " + model);
    }

    @Test
    void refusesAFileThatIsNoneWithExitCode1() throws IOException {
        Path file = folder.resolve("text.safetensors");
        Files.writeString(file, "this is no safetensors file at all");

        assertThat(run("import", file.toString(), "--out", model)).isEqualTo(1);
        assertThat(err.toString()).startsWith("surprisal: cannot read safetensors file " + file);
    }

    @Test
    void parityAndUncheckedExcludeEachOtherWithExitCode2() {
        assertThat(run("import", tensors, "--out", model, "--parity", parity, "--unchecked"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--parity and --unchecked exclude each other");
    }

    /** The shipped network as somebody would have saved it who knows nothing of this project. */
    private Path withoutMetadata() throws IOException {
        assertThat(run("export", "bundled", "--out", tensors)).isZero();
        byte[] bytes = Files.readAllBytes(Path.of(tensors));
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"surprisal.manifest\"");
        bytes[at + 1] = 'S';
        return Files.write(folder.resolve("foreign.safetensors"), bytes);
    }

    private int run(String... arguments) {
        return Surprisal.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
