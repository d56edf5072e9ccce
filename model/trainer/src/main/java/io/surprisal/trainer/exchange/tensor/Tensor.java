package io.surprisal.trainer.exchange.tensor;

import java.util.Arrays;
import java.util.List;

/** A tensor with its values. It keeps the array that it is given, and gives it out: nobody may change it. */
public final class Tensor {

    private final List<Integer> shape;
    private final float[] values;

    /**
     * A tensor of a shape.
     *
     * @param values row-major
     * @throws IllegalArgumentException if their number is not the product of the dimensions
     */
    public Tensor(List<Integer> shape, float[] values) {
        long size = 1;
        for (int dimension : shape) {
            size *= dimension;
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "tensor must have the values of its shape: shape=" + shape + ", values=" + values.length);
        }
        this.shape = List.copyOf(shape);
        this.values = values;
    }

    /** The dimensions; the last one is contiguous. */
    public List<Integer> shape() {
        return shape;
    }

    /** The values, row-major; not a copy. */
    public float[] values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && shape.equals(that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + shape;
    }
}
