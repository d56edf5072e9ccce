package io.surprisal.trainer.exchange;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.Provenance;
import io.surprisal.model.Calibration;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.VersionChange;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.CalibrationOrigin;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.trainer.exchange.safetensors.SafetensorsFile;
import io.surprisal.trainer.exchange.safetensors.SafetensorsWriter;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.Tensor;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelImportTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "lstm-1x6, lstm, ''",
        "lstm-2x5, lstm, load;holiday",
        "lstm-f64, lstm, ''",
        "lstm-f16, lstm, ''",
        "gru-2x4, gru, ''",
        "rnn-2x4, rnn, ''",
        "tdnn-2x4, tdnn:3, ''"
    })
    void reproducesWhatAnIndependentImplementationComputed(String name, String cell, String covariates)
            throws Exception {
        List<String> names = covariates.isEmpty() ? List.of() : List.of(covariates.split(";"));

        ImportedModel imported = ModelImport.read(
                golden(name + ".safetensors"), new ImportOptions(TensorMapping.NONE, Optional.empty(), names));
        String found = ParityCheck.run(imported.model(), ParityVectors.read(golden(name + "-parity.safetensors")));

        assertThat(imported.model().spec().network().cellText()).isEqualTo(cell);
        assertThat(imported.model().spec().covariates()).isEqualTo(names);
        assertThat(imported.unused()).isEmpty();
        assertThat(found).contains("all outputs of 80 rows agree");
    }

    @Test
    void takesOverAnotherLibrarysLayoutByAMappingFile() throws Exception {
        TensorMapping mapping = TensorMapping.read(golden("lstm-elsewhere.txt"));

        ImportedModel imported = ModelImport.read(
                golden("lstm-elsewhere.safetensors"), new ImportOptions(mapping, Optional.empty(), List.of()));

        assertThat(ParityCheck.run(imported.model(), ParityVectors.read(golden("lstm-elsewhere-parity.safetensors"))))
                .contains("all outputs of 30 rows agree");
    }

    @Test
    void refusesGatesInAnotherOrderSayingWhereTheOutputsDiffer() throws Exception {
        TensorMapping mapping = TensorMapping.of(List.of("gates = i f o g"), "names.txt");
        ImportedModel imported = ModelImport.read(
                golden("lstm-1x6.safetensors"), new ImportOptions(mapping, Optional.empty(), List.of()));
        ParityVectors vectors = ParityVectors.read(golden("lstm-1x6-parity.safetensors"));

        assertThatThrownBy(() -> ParityCheck.run(imported.model(), vectors))
                .isInstanceOf(RefusedImportException.class)
                .hasMessageContaining("refused: 80 of 80 rows")
                .hasMessageContaining("largest difference")
                .hasMessageContaining("at sequence")
                .hasMessageContaining("gates");
    }

    @Test
    void refusesADifferenceOfTwoHundredThousandths() throws Exception {
        ImportedModel imported = ModelImport.read(golden("lstm-1x6.safetensors"), ImportOptions.USUAL);
        ParityVectors vectors = ParityCheck.made(imported.model(), 1);
        Path file = folder.resolve("parity.safetensors");
        vectors.write(file);
        Map<String, Tensor> tensors = tensors(file);
        float[] outputs = requireNonNull(tensors.get("outputs")).values();
        int moved = 5 * TensorLayout.HEAD_ROWS + 9;
        outputs[moved] += 2e-5f * Math.max(1, Math.abs(outputs[moved]));
        SafetensorsWriter.write(file, tensors, Map.of());

        assertThat(ParityCheck.run(imported.model(), vectors)).contains("all outputs of 200 rows agree");
        assertThatThrownBy(() -> ParityCheck.run(imported.model(), ParityVectors.read(file)))
                .hasMessageContaining("refused: 1 of 200 rows")
                .hasMessageContaining("sequence 0, row 5, output 9 (logit 0, 24 rows ahead)");
    }

    @Test
    void refusesOutputsThatAreNoNumbers() throws Exception {
        ImportedModel imported = ModelImport.read(golden("lstm-1x6.safetensors"), ImportOptions.USUAL);
        Path file = folder.resolve("parity.safetensors");
        ParityCheck.made(imported.model(), 1).write(file);
        Map<String, Tensor> tensors = tensors(file);
        requireNonNull(tensors.get("outputs")).values()[0] = Float.NaN;
        SafetensorsWriter.write(file, tensors, Map.of());

        assertThatThrownBy(() -> ParityCheck.run(imported.model(), ParityVectors.read(file)))
                .isInstanceOf(RefusedImportException.class);
    }

    @Test
    void anExportedModelComesBackBitByBit() throws Exception {
        ModelFile shipped = BundledModel.load();
        Path file = folder.resolve("model.safetensors");

        ModelExport.write(shipped, file);
        ImportedModel imported = ModelImport.read(file, ImportOptions.USUAL);

        assertThat(imported.exported()).isPresent();
        assertThat(ModelFiles.toBytes(imported.exported().get())).isEqualTo(ModelFiles.toBytes(shipped));
        assertThat(imported.model().calibration().isNone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lstm",
                "lstm-coupled",
                "lstm-peephole+identity",
                "rnn+concat",
                "gru",
                "gru+concat",
                "tdnn:4+identity"
            })
    void everyKindOfCellComesBackBitByBit(String cell) throws Exception {
        ModelSpec spec = new ModelSpec(
                NetworkShape.of(cell, 3, 5), List.of("cpu"), List.of("load, both", "x"), VersionChange.KEEP);
        Map<String, float[]> tensors = randomTensors(spec);
        tensors.putAll(new Calibration(Curve.line(9, 3), Curve.line(8, 3), 40, 1).tensors());
        ModelFile made = ModelCodec.toFile(
                ModelSnapshot.of("cells", "1", Optional.empty(), spec, tensors),
                Provenance.newBuilder().build(),
                CalibrationOrigin.UNKNOWN);
        Path file = folder.resolve("model.safetensors");

        ModelExport.write(made, file);
        ImportedModel imported = ModelImport.read(file, ImportOptions.USUAL);

        assertThat(imported.exported().map(ModelFile::getWeights)).contains(made.getWeights());
        assertThat(imported.exported()).contains(made);
    }

    @Test
    void takesAdditionsThatShapesDoNotShowFromItsUser() throws Exception {
        ImportedModel plain = ModelImport.read(golden("gru-2x4.safetensors"), ImportOptions.USUAL);
        ImportedModel adding = ModelImport.read(
                golden("gru-2x4.safetensors"),
                new ImportOptions(TensorMapping.NONE, Optional.of("gru+identity"), List.of()));

        assertThat(plain.model().spec().network().cellText()).isEqualTo("gru");
        assertThat(adding.model().spec().network().cellText()).isEqualTo("gru+identity");
        assertThatThrownBy(
                        () -> ParityCheck.run(adding.model(), ParityVectors.read(golden("gru-2x4-parity.safetensors"))))
                .isInstanceOf(RefusedImportException.class);
    }

    @Test
    void anExportedModelThatWasTrainedOnNamesItsParentAndHasNoCalibration() throws Exception {
        ModelFile shipped = BundledModel.load();
        Path file = folder.resolve("model.safetensors");
        ModelExport.write(shipped, file);
        Map<String, Tensor> tensors = tensors(file);
        requireNonNull(tensors.get("head.bias")).values()[3] += 0.5f;
        SafetensorsWriter.write(file, tensors, metadata(file));

        ImportedModel imported = ModelImport.read(file, ImportOptions.USUAL);

        assertThat(imported.exported()).isEmpty();
        assertThat(imported.parentSha256()).contains(shipped.getManifest().getSha256());
        assertThat(imported.model().spec())
                .isEqualTo(ModelCodec.fromFile(shipped).spec());
        assertThat(imported.model().calibration().isNone()).isTrue();
    }

    @Test
    void writtenParityVectorsAreReproducedByTheModelThatIsReadBack() throws Exception {
        ModelFile shipped = BundledModel.load();
        ModelExport.write(shipped, folder.resolve("model.safetensors"));
        ModelExport.writeParity(shipped, folder.resolve("parity.safetensors"));

        ImportedModel imported = ModelImport.read(folder.resolve("model.safetensors"), ImportOptions.USUAL);

        assertThat(ParityCheck.run(imported.model(), ParityVectors.read(folder.resolve("parity.safetensors"))))
                .contains("largest difference 0.0");
    }

    @Test
    void namesTheTensorsThatThereAreWhereOneIsMissing() throws Exception {
        assertThatThrownBy(() -> ModelImport.read(golden("lstm-elsewhere.safetensors"), ImportOptions.USUAL))
                .isInstanceOf(RefusedImportException.class)
                .hasMessageContaining("there is no tensor rnn.weight_ih_l0")
                .hasMessageContaining("enc.kernel[13, 16]")
                .hasMessageContaining("--map");
    }

    @Test
    void refusesInputsThatTheDetectorDoesNotHave() throws Exception {
        assertThatThrownBy(() -> ModelImport.read(golden("lstm-2x5.safetensors"), ImportOptions.USUAL))
                .isInstanceOf(RefusedImportException.class)
                .hasMessageContaining("13 inputs and one for each covariate")
                .hasMessageContaining("inputs=15");
    }

    @Test
    void refusesAHeadOfAnotherShape() throws Exception {
        Map<String, Tensor> tensors = tensors(golden("lstm-1x6.safetensors"));
        tensors.put("head.weight", new Tensor(List.of(1, 6), new float[6]));
        Path file = folder.resolve("head.safetensors");
        SafetensorsWriter.write(file, tensors, Map.of());

        assertThatThrownBy(() -> ModelImport.read(file, ImportOptions.USUAL))
                .isInstanceOf(RefusedImportException.class)
                .hasMessageContaining("tensor head.weight must be [27, 19]")
                .hasMessageContaining("it is [1, 6]");
    }

    @Test
    void refusesABidirectionalNetwork() throws Exception {
        Map<String, Tensor> tensors = tensors(golden("lstm-1x6.safetensors"));
        tensors.put("rnn.weight_ih_l0_reverse", new Tensor(List.of(24, 13), new float[24 * 13]));
        Path file = folder.resolve("both.safetensors");
        SafetensorsWriter.write(file, tensors, Map.of());

        assertThatThrownBy(() -> ModelImport.read(file, ImportOptions.USUAL)).hasMessageContaining("bidirectional");
    }

    @Test
    void refusesValuesThatAreNotFinite() throws Exception {
        Map<String, Tensor> tensors = tensors(golden("lstm-1x6.safetensors"));
        requireNonNull(tensors.get("head.bias")).values()[1] = Float.POSITIVE_INFINITY;
        Path file = folder.resolve("infinite.safetensors");
        SafetensorsWriter.write(file, tensors, Map.of());

        assertThatThrownBy(() -> ModelImport.read(file, ImportOptions.USUAL))
                .isInstanceOf(RefusedImportException.class)
                .hasMessageContaining("tensor head.bias must have finite values");
    }

    /** All tensors but the calibration's; each has a zero with a sign. */
    private static Map<String, float[]> randomTensors(ModelSpec spec) {
        RandomSource random = new RandomSource(3, 0);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        TensorLayout.of(spec).tensors().forEach(shape -> {
            float[] values = new float[shape.size()];
            for (int index = 1; index < values.length; index++) {
                values[index] = (float) random.normal();
            }
            values[0] = -0f;
            tensors.put(shape.name(), values);
        });
        return tensors;
    }

    private static Map<String, Tensor> tensors(Path path) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            for (String name : file.names()) {
                tensors.put(name, new Tensor(file.shape(name), file.values(name)));
            }
        }
        return tensors;
    }

    private static Map<String, String> metadata(Path path) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            return file.metadata();
        }
    }

    private static Path golden(String name) throws URISyntaxException {
        return Path.of(requireNonNull(ModelImportTest.class.getResource("/golden/exchange/" + name))
                .toURI());
    }
}
