package io.surprisal.model;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor's name and dimensions; its values are row-major.
 *
 * @param name unique within a layout
 * @param dimensions outermost first, each at least 1
 */
public record TensorShape(String name, List<Integer> dimensions) {

    /** Copies the dimensions. */
    public TensorShape {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty() || dimensions.stream().anyMatch(each -> each < 1)) {
            throw new InvalidModelException(
                    "tensor " + name + " must have dimensions of at least 1: dimensions=" + dimensions);
        }
    }

    static TensorShape of(String name, int... dimensions) {
        return new TensorShape(name, Arrays.stream(dimensions).boxed().toList());
    }

    /** The number of values. */
    public int size() {
        return dimensions.stream().reduce(1, Math::multiplyExact);
    }
}
