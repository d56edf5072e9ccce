package io.surprisal.trainer.exchange;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.Tensor;
import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tensors of a network as PyTorch's modules have them, and as {@link TensorLayout} has them.
 *
 * <pre>
 *   rnn.weight_ih_lK   [G·H × I_K]            layer.K.input_kernel
 *   rnn.weight_hh_lK   [G·H × H]              layer.K.recurrent_kernel
 *   rnn.bias_ih_lK     [G·H]                  layer.K.bias = their sum; of a GRU's candidate the first alone, the second
 *   rnn.bias_hh_lK     [G·H]                      is layer.K.recurrent_bias
 *   rnn.peephole_lK    [3H]                   layer.K.peephole; not PyTorch's
 *   conv.K.weight      [H × I_K × kernel]     layer.K.input_kernel of a TDNN
 *   conv.K.bias        [H]                    layer.K.bias of a TDNN
 *   head.weight        [27 × (O + I)]         head.weight
 *   head.bias          [27]                   head.bias
 * </pre>
 *
 * <p>A bias that a file does not have is zero. Written are the sum as first bias, and zeros as second.
 */
final class PyTorchNetwork {

    private final ModelSpec spec;
    private final TensorSource source;
    private final GateOrder gates;
    private final Map<String, float[]> tensors = new LinkedHashMap<>();
    private final Set<String> used = new TreeSet<>();

    private PyTorchNetwork(ModelSpec spec, TensorSource source, GateOrder gates) {
        this.spec = spec;
        this.source = source;
        this.gates = gates;
    }

    /**
     * Reads a network of a specification.
     *
     * @param gates the order of the gates in the source, PyTorch's if empty
     * @throws RefusedImportException if a tensor is missing or of another shape, or the network is another kind's
     */
    static PyTorchNetwork read(ModelSpec spec, TensorSource source, List<String> gates) throws IOException {
        PyTorchNetwork network = new PyTorchNetwork(spec, source, GateOrder.of(spec.cell(), gates));
        for (String name : source.names()) {
            requireSupported(name);
        }
        for (TensorShape shape : TensorLayout.of(spec).tensors()) {
            if (shape.name().startsWith("head.")) {
                network.tensors.put(shape.name(), network.values(shape.name(), shape.dimensions()));
            }
        }
        for (int layer = 0; layer < spec.layers(); layer++) {
            network.readLayer(layer);
        }
        return network;
    }

    /** All tensors of {@link TensorLayout} but the calibration, by name. */
    Map<String, float[]> tensors() {
        return new LinkedHashMap<>(tensors);
    }

    /** Names of the source that the network has no use for. */
    Set<String> unused() {
        Set<String> unused = new TreeSet<>(source.names());
        unused.removeAll(used);
        unused.removeIf(name -> name.startsWith("calibration.") || name.startsWith(TensorLayout.RECOGNITION));
        return unused;
    }

    /** A model's tensors as PyTorch names and stacks them, the calibration's as they are. */
    static Map<String, Tensor> written(ModelSnapshot model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int layer = 0; layer < model.spec().layers(); layer++) {
            write(model, layer, tensors);
        }
        for (TensorShape shape : TensorLayout.of(model.spec()).tensors()) {
            if (!shape.name().startsWith("layer.")) {
                tensors.put(shape.name(), new Tensor(shape.dimensions(), model.tensor(shape.name())));
            }
        }
        return tensors;
    }

    private static void write(ModelSnapshot model, int layer, Map<String, Tensor> tensors) {
        ModelSpec spec = model.spec();
        int rows = spec.cell().blocks() * spec.hiddenSize();
        int inputs = spec.inputSize(layer);
        float[] kernel = model.tensor(TensorLayout.inputKernel(layer));
        Tensor bias = new Tensor(List.of(rows), model.tensor(TensorLayout.bias(layer)));
        if (spec.cell() == CellKind.TDNN) {
            List<Integer> shape = List.of(rows, inputs, spec.network().kernelSize());
            tensors.put(TensorNames.convolution(layer), new Tensor(shape, kernel));
            tensors.put(TensorNames.convolutionBias(layer), bias);
            return;
        }
        float[] recurrent = model.tensor(TensorLayout.recurrentKernel(layer));
        float[] second = new float[rows];
        if (spec.cell() == CellKind.GRU) {
            int candidate = TensorLayout.GRU_CANDIDATE * spec.hiddenSize();
            System.arraycopy(model.tensor(TensorLayout.recurrentBias(layer)), 0, second, candidate, spec.hiddenSize());
        }
        tensors.put(TensorNames.inputWeight(layer), new Tensor(List.of(rows, inputs), kernel));
        tensors.put(TensorNames.hiddenWeight(layer), new Tensor(List.of(rows, spec.hiddenSize()), recurrent));
        tensors.put(TensorNames.inputBias(layer), bias);
        tensors.put(TensorNames.hiddenBias(layer), new Tensor(List.of(rows), second));
        if (spec.cell() == CellKind.LSTM_PEEPHOLE) {
            float[] peephole = model.tensor(TensorLayout.peephole(layer));
            tensors.put(TensorNames.peephole(layer), new Tensor(List.of(peephole.length), peephole));
        }
    }

    private void readLayer(int layer) throws IOException {
        int hidden = spec.hiddenSize();
        int rows = spec.cell().blocks() * hidden;
        int inputs = spec.inputSize(layer);
        if (spec.cell() == CellKind.TDNN) {
            List<Integer> shape = List.of(rows, inputs, spec.network().kernelSize());
            tensors.put(TensorLayout.inputKernel(layer), values(TensorNames.convolution(layer), shape));
            tensors.put(TensorLayout.bias(layer), bias(TensorNames.convolutionBias(layer), rows));
            return;
        }
        tensors.put(
                TensorLayout.inputKernel(layer),
                gates.toOurs(values(TensorNames.inputWeight(layer), List.of(rows, inputs))));
        tensors.put(
                TensorLayout.recurrentKernel(layer),
                gates.toOurs(values(TensorNames.hiddenWeight(layer), List.of(rows, hidden))));
        readBiases(layer, rows);
        if (spec.cell() == CellKind.LSTM_PEEPHOLE) {
            List<Integer> shape = List.of(TensorLayout.PEEPHOLE_BLOCKS * hidden);
            tensors.put(TensorLayout.peephole(layer), values(TensorNames.peephole(layer), shape));
        }
    }

    private void readBiases(int layer, int rows) throws IOException {
        float[] bias = gates.toOurs(bias(TensorNames.inputBias(layer), rows));
        float[] second = gates.toOurs(bias(TensorNames.hiddenBias(layer), rows));
        int summed = rows;
        if (spec.cell() == CellKind.GRU) {
            // the candidate's second bias is inside of the reset gate
            summed = TensorLayout.GRU_CANDIDATE * spec.hiddenSize();
            tensors.put(TensorLayout.recurrentBias(layer), Arrays.copyOfRange(second, summed, rows));
        }
        for (int row = 0; row < summed; row++) {
            // x + 0 is x, but for the sign of a zero, which the bytes have too
            bias[row] = second[row] == 0 ? bias[row] : bias[row] + second[row];
        }
        tensors.put(TensorLayout.bias(layer), bias);
    }

    private float[] bias(String name, int rows) throws IOException {
        return source.names().contains(name) ? values(name, List.of(rows)) : new float[rows];
    }

    private float[] values(String name, List<Integer> shape) throws IOException {
        if (!source.names().contains(name)) {
            if (name.equals(TensorNames.HEAD_BIAS)) {
                return new float[shape.get(0)];
            }
            throw missing(name, shape, source);
        }
        List<Integer> found = source.shape(name);
        if (!found.equals(shape)) {
            throw new RefusedImportException("tensor " + name + " must be " + shape + " for " + spec.network() + ", "
                    + spec.inputSize() + " inputs and a head of " + TensorLayout.HEAD_ROWS
                    + " rows on [h, inputs]; it is " + found);
        }
        used.add(name);
        return source.values(name);
    }

    static RefusedImportException missing(String name, List<Integer> shape, TensorSource source) {
        return new RefusedImportException("there is no tensor " + name + (shape.isEmpty() ? "" : " " + shape)
                + "; the file has " + TensorNames.listed(source) + ". Where names differ, a mapping file says which is"
                + " which (--map), such as: rnn.* = encoder.lstm.*");
    }

    private static void requireSupported(String name) {
        if (name.startsWith(TensorNames.RECURRENT) && name.endsWith("_reverse")) {
            throw new RefusedImportException(
                    "a bidirectional network sees rows that are not there yet, and cannot detect: " + name);
        }
        if (name.startsWith(TensorNames.RECURRENT + "weight_hr_l")) {
            throw new RefusedImportException("an LSTM with projections (proj_size) is none of the cells here: " + name);
        }
    }
}
