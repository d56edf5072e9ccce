package io.surprisal.trainer.exchange.onnx;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.VersionChange;
import io.surprisal.trainer.exchange.ImportOptions;
import io.surprisal.trainer.exchange.ImportedModel;
import io.surprisal.trainer.exchange.ModelImport;
import io.surprisal.trainer.exchange.ParityCheck;
import io.surprisal.trainer.exchange.ParityVectors;
import io.surprisal.trainer.exchange.TensorMapping;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.TensorSource;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxFileTest {

    private static final int FUZZED_FILES = 2_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "gru", "rnn"})
    void reproducesWhatPyTorchExported(String cell) throws Exception {
        ImportedModel imported = ModelImport.read(golden(cell + ".onnx"), ImportOptions.USUAL);
        ParityVectors vectors = ParityVectors.read(golden(cell + "-onnx-parity.safetensors"));

        assertThat(imported.model().spec().network().cellText()).isEqualTo(cell);
        assertThat(imported.unused()).isEmpty();
        assertThat(ParityCheck.run(imported.model(), vectors)).contains("all outputs of 40 rows agree");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lstm",
                "lstm+identity",
                "lstm+concat",
                "gru+identity",
                "gru+concat",
                "rnn+concat",
                "lstm-peephole",
                "lstm-peephole+concat"
            })
    void takesStacksSkipConnectionsAndPeepholesBitByBit(String cell) throws Exception {
        ModelSpec spec = new ModelSpec(NetworkShape.of(cell, 3, 5), List.of(), List.of("load"), VersionChange.REPLAY);
        Map<String, float[]> tensors = randomTensors(spec);
        Path file = Files.write(folder.resolve("stack.onnx"), OnnxGraphs.of(spec, tensors));

        // What layers add to their output leaves no trace in a graph's weights: it is said.
        ImportOptions options = new ImportOptions(TensorMapping.NONE, Optional.of(cell), List.of("load"));
        ImportedModel imported = ModelImport.read(file, options);

        assertThat(imported.model().spec().network()).isEqualTo(spec.network());
        tensors.forEach((name, values) ->
                assertThat(imported.model().tensor(name)).as(name).containsExactly(values));
    }

    @Test
    void refusesCoupledGatesAndSaysHowTheyCanCome() throws Exception {
        Path file = changed(
                "lstm.onnx",
                "LSTM",
                node -> node.toBuilder()
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("input_forget")
                                .setI(1))
                        .build());

        assertThatThrownBy(() -> OnnxFile.read(file))
                .isInstanceOf(RefusedImportException.class)
                .hasMessageContaining("must not couple its gates (input_forget=1)")
                .hasMessageContaining("as safetensors with --cell lstm-coupled");
    }

    @Test
    void refusesConvolutionsAndSaysHowTheyCanCome() throws Exception {
        Path file = changed(
                "rnn.onnx", "RNN", node -> node.toBuilder().setOpType("Conv").build());

        assertThatThrownBy(() -> OnnxFile.read(file))
                .isInstanceOf(RefusedImportException.class)
                .hasMessageContaining("a time-delay network can come as safetensors");
    }

    private static Map<String, float[]> randomTensors(ModelSpec spec) {
        RandomSource random = new RandomSource(3, 0);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        TensorLayout.of(spec).tensors().stream()
                .filter(shape -> !shape.name().startsWith("calibration."))
                .forEach(shape -> {
                    float[] values = new float[shape.size()];
                    for (int index = 0; index < values.length; index++) {
                        values[index] = (float) random.normal();
                    }
                    tensors.put(shape.name(), values);
                });
        return tensors;
    }

    @Test
    void refusesAGruWhoseResetGateActsBeforeTheKernel() throws Exception {
        Path file = changed("gru.onnx", "GRU", node -> without(node, "linear_before_reset"));

        assertThatThrownBy(() -> OnnxFile.read(file))
                .isInstanceOf(RefusedImportException.class)
                .hasMessageContaining("linear_before_reset=1");
    }

    @Test
    void refusesOtherActivations() throws Exception {
        Path file = changed(
                "rnn.onnx",
                "RNN",
                node -> without(node, "activations").toBuilder()
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("activations")
                                .addStrings(ByteString.copyFromUtf8("Relu")))
                        .build());

        assertThatThrownBy(() -> OnnxFile.read(file)).hasMessageContaining("activations [tanh]");
    }

    @Test
    void refusesAGraphWithoutRecurrentNodes() throws Exception {
        Path file = changed(
                "rnn.onnx", "RNN", node -> node.toBuilder().setOpType("Relu").build());

        assertThatThrownBy(() -> OnnxFile.read(file)).hasMessageContaining("none of the nodes LSTM, GRU and RNN");
    }

    @Test
    void refusesWeightsThatLieInOtherFiles() throws Exception {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(golden("rnn.onnx")));
        GraphProto.Builder graph = model.getGraph().toBuilder();
        for (int index = 0; index < graph.getInitializerCount(); index++) {
            graph.setInitializer(
                    index, graph.getInitializer(index).toBuilder().setDataLocation(TensorProto.DataLocation.EXTERNAL));
        }
        Path file = Files.write(
                folder.resolve("external.onnx"),
                model.toBuilder().setGraph(graph).build().toByteArray());

        assertThatThrownBy(() -> OnnxFile.read(file)).hasMessageContaining("not in other files");
    }

    @Test
    void damagedFilesAreReadOrRefusedAndNothingElse() throws Exception {
        Random random = new Random(1);
        byte[] good = Files.readAllBytes(golden("lstm.onnx"));
        Path file = folder.resolve("damaged.onnx");
        int refused = 0;
        for (int round = 0; round < FUZZED_FILES; round++) {
            byte[] bytes = good.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            try {
                TensorSource read = OnnxFile.read(file);
                assertThat(read.names()).isNotEmpty();
            } catch (RefusedImportException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(FUZZED_FILES / 20, FUZZED_FILES);
    }

    private Path changed(String name, String type, UnaryOperator<NodeProto> change) throws Exception {
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(golden(name)));
        GraphProto.Builder graph = model.getGraph().toBuilder();
        for (int index = 0; index < graph.getNodeCount(); index++) {
            if (graph.getNode(index).getOpType().equals(type)) {
                graph.setNode(index, change.apply(graph.getNode(index)));
            }
        }
        return Files.write(
                folder.resolve(name), model.toBuilder().setGraph(graph).build().toByteArray());
    }

    private static NodeProto without(NodeProto node, String attribute) {
        NodeProto.Builder builder = node.toBuilder().clearAttribute();
        node.getAttributeList().stream()
                .filter(each -> !each.getName().equals(attribute))
                .forEach(builder::addAttribute);
        return builder.build();
    }

    private static Path golden(String name) throws URISyntaxException, IOException {
        return Path.of(requireNonNull(OnnxFileTest.class.getResource("/golden/exchange/" + name))
                .toURI());
    }
}
