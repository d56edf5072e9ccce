package io.surprisal.schemas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.NetworkSpec;
import io.surprisal.avro.TensorEntry;
import io.surprisal.model.InvalidModelException;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.VersionChange;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCodecTest {

    private static final ModelSnapshot MODEL = Models.model("1", 7);

    @Test
    void givesBackTheModelOfAFile() {
        ModelFile file = Models.file(MODEL);

        ModelSnapshot read = ModelCodec.fromFile(file);

        assertThat(read).isEqualTo(MODEL);
        assertThat(read.weights()).isEqualTo(MODEL.weights());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lstm-coupled",
                "lstm-peephole",
                "rnn",
                "gru",
                "tdnn:3",
                "lstm+identity",
                "gru+concat",
                "tdnn:2+concat"
            })
    void givesBackEveryKindOfNetworkThatAManifestNames(String cell) {
        ModelSpec spec = new ModelSpec(NetworkShape.of(cell, 3, 4), List.of(), List.of("load"), VersionChange.KEEP);
        ModelSnapshot model = Models.model("1", 7, spec);
        ModelFile file = Models.file(model);

        ModelSnapshot read = ModelCodec.fromFile(file);

        assertThat(file.getManifest().getSpec().getCell()).isEqualTo(cell);
        assertThat(read).isEqualTo(model);
        assertThat(read.weights()).isEqualTo(model.weights());
    }

    @Test
    void writesTheTensorTableWithoutGaps() {
        ModelManifest manifest = Models.file(MODEL).getManifest();

        TensorEntry last = manifest.getTensors().get(manifest.getTensors().size() - 1);

        assertThat(manifest.getTensors().get(0)).isEqualTo(new TensorEntry("layer.0.input_kernel", List.of(8, 14), 0L));
        assertThat(manifest.getTensors().get(1).getOffset()).isEqualTo(8 * 14 * 4);
        assertThat(last).isEqualTo(new TensorEntry("calibration.alerting", List.of(2), MODEL.weights().length - 8L));
        assertThat(manifest.getWeightsLength()).isEqualTo(MODEL.weights().length);
    }

    @ParameterizedTest(name = "chunks of {0} bytes")
    @ValueSource(ints = {1, 7, 1_000, Integer.MAX_VALUE})
    void cutsTheWeightsIntoChunksAndPutsTheManifestLast(int chunkSize) {
        int length = MODEL.weights().length;

        List<ModelsTopicRecord> records = Models.records(MODEL, chunkSize);

        ModelManifest manifest = records.get(records.size() - 1).value().getManifest();
        assertThat(records).hasSize((length - 1) / chunkSize + 2);
        assertThat(manifest.getChunkCount()).isEqualTo(records.size() - 1);
        assertThat(manifest.getChunkSize()).isEqualTo(chunkSize);
        assertThat(records.get(0).key().format())
                .isEqualTo("weights/" + MODEL.identity().sha256() + "/0000");
        assertThat(records.get(records.size() - 1).key().format()).isEqualTo("manifest/small/1");
    }

    @Test
    void refusesWeightsThatAreNotThoseOfTheHash() {
        assertRefused(
                file -> file.getWeights().put(0, (byte) (file.getWeights().get(0) ^ 1)),
                "weights must have the manifest's SHA-256 " + MODEL.identity().sha256());
    }

    @Test
    void refusesWeightsThatAreCutOffNamingBothLengths() {
        assertRefused(
                file -> file.setWeights(ByteBuffer.allocate(3)),
                "weights must have the manifest's 2516 bytes: length=3");
    }

    @Test
    void refusesACellThatItDoesNotKnowByItsName() {
        assertRefused(file -> file.getManifest().getSpec().setCell("xlstm"), "cell must be one of [lstm", "'xlstm'");
    }

    @Test
    void refusesAPolicyThatItDoesNotKnowByItsName() {
        assertRefused(
                file -> file.getManifest().getSpec().setOnVersionChange("forget"),
                "onVersionChange must be one of [replay, keep, reset]: 'forget'");
    }

    @Test
    void refusesAnEncodingThatItDoesNotKnowByItsName() {
        assertRefused(file -> file.getManifest().setEncoding("int8"), "encoding must be float32-le: 'int8'");
    }

    @Test
    void refusesATensorTableOfAnotherNetwork() {
        assertRefused(
                file -> file.getManifest().setTensors(List.of()), "tensor table must be that of 1 layers of 2 units");
    }

    @Test
    void refusesASpecificationThatTheWeightsDoNotFit() {
        assertRefused(file -> file.getManifest().getSpec().setHiddenSize(3), "tensor table must be that of");
    }

    @Test
    void refusesASummaryThatSaysAnotherCalibrationThanTheWeights() {
        assertRefused(
                file -> file.getManifest().getCalibration().setRefractoryRows(41),
                "calibration must be what the weights say, refractoryRows=40",
                "refractoryRows=41");
    }

    @Test
    void refusesASizeThatNoModelHas() {
        assertRefused(file -> file.getManifest().setSpec(spec(Integer.MAX_VALUE, 2)), "layers must be");
        assertRefused(file -> file.getManifest().setSpec(spec(1, -1)), "hiddenSize must be");
    }

    @Test
    void refusesAChunkSizeBelowOne() {
        assertThatThrownBy(() -> Models.records(MODEL, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunkSize must be at least 1: chunkSize=0");
    }

    private static NetworkSpec spec(int layers, int hiddenSize) {
        return new NetworkSpec("lstm", layers, hiddenSize, List.of(), List.of(), "replay", List.of());
    }

    private static void assertRefused(Consumer<ModelFile> change, String... reasons) {
        ModelFile file = Models.file(MODEL);
        change.accept(file);

        assertThatThrownBy(() -> ModelCodec.fromFile(file))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContainingAll(reasons);
    }
}
