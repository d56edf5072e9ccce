package io.surprisal.trainer.exchange.tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tensors in memory. */
public final class TensorMap implements TensorSource {

    private final Map<String, Tensor> tensors;

    /** Tensors by name; the map is copied, the tensors are not. */
    public TensorMap(Map<String, Tensor> tensors) {
        this.tensors = new LinkedHashMap<>(tensors);
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(tensors.keySet());
    }

    @Override
    public List<Integer> shape(String name) {
        return tensor(name).shape();
    }

    @Override
    public float[] values(String name) {
        return tensor(name).values().clone();
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("tensor must be one of " + names() + ": name=" + name);
        }
        return tensor;
    }
}
