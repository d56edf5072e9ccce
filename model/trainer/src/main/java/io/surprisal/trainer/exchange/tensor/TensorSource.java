package io.surprisal.trainer.exchange.tensor;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Named tensors that somebody else wrote. What is said of them is checked; their values may be anything. */
public interface TensorSource {

    /** The most values that a tensor may have: those of the largest network's largest tensor, and some. */
    int MAX_VALUES = 64 * 1024 * 1024;

    /** All names. */
    Set<String> names();

    /**
     * A tensor's dimensions; the last one is contiguous.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    List<Integer> shape(String name);

    /**
     * A tensor's values, row-major, rounded to float; a new array at each call.
     *
     * @throws IllegalArgumentException if there is none of this name
     * @throws IOException if it cannot be read, or is no tensor of real numbers
     */
    float[] values(String name) throws IOException;
}
