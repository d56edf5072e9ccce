package io.surprisal.trainer.exchange;

import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names that PyTorch gives to the tensors of a network {@code rnn} with a linear layer {@code head}. */
final class TensorNames {

    /** What all names of the recurrent layers begin with. */
    static final String RECURRENT = "rnn.";

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
