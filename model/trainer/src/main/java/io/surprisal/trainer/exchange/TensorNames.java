package io.surprisal.trainer.exchange;

import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The names that PyTorch gives to the tensors of recurrent layers {@code rnn}, or of a list of convolutions {@code conv}, with
 * a linear layer {@code head}.
 */
final class TensorNames {

    /** What all names of the recurrent layers begin with. */
    static final String RECURRENT = "rnn.";

    private static final String CONVOLUTIONS = "conv.";

    static final String HEAD_WEIGHT = "head.weight";
    static final String HEAD_BIAS = "head.bias";

    private static final int MOST_LISTED = 12;

    private TensorNames() {}

    static String inputWeight(int layer) {
        return RECURRENT + "weight_ih_l" + layer;
    }

    static String hiddenWeight(int layer) {
        return RECURRENT + "weight_hh_l" + layer;
    }

    static String inputBias(int layer) {
        return RECURRENT + "bias_ih_l" + layer;
    }

    static String hiddenBias(int layer) {
        return RECURRENT + "bias_hh_l" + layer;
    }

    /** The peepholes of a layer, which PyTorch has not. */
    static String peephole(int layer) {
        return RECURRENT + "peephole_l" + layer;
    }

    /** The kernel of a one-dimensional convolution. */
    static String convolution(int layer) {
        return CONVOLUTIONS + layer + ".weight";
    }

    static String convolutionBias(int layer) {
        return CONVOLUTIONS + layer + ".bias";
    }

    /** What tensors there are, for a message. */
    static String listed(TensorSource source) {
        TreeSet<String> names = new TreeSet<>(source.names());
        String listed = names.stream()
                .limit(MOST_LISTED)
                .map(name -> name.replaceAll("\\p{Cntrl}", "?") + source.shape(name))
                .collect(Collectors.joining(", "));
        int more = names.size() - MOST_LISTED;
        return (listed.isEmpty() ? "none" : listed) + (more > 0 ? " and " + more + " more" : "");
    }
}
