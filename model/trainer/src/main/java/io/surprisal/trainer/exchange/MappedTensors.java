package io.surprisal.trainer.exchange;

import io.surprisal.trainer.exchange.TensorMapping.Target;
import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tensors of a file under other names, some of them transposed. */
final class MappedTensors implements TensorSource {

    private final TensorSource source;
    private final Map<String, Target> targets;

    MappedTensors(TensorSource source, Map<String, Target> targets) {
        this.source = source;
        this.targets = targets;
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(targets.keySet());
    }

    @Override
    public List<Integer> shape(String name) {
        Target target = target(name);
        List<Integer> shape = source.shape(target.name());
        if (!target.transposed()) {
            return shape;
        }
        if (shape.size() != 2) {
            throw new RefusedImportException(
                    "only a tensor of two dimensions can be transposed: " + target.name() + " is " + shape);
        }
        return List.of(shape.get(1), shape.get(0));
    }

    @Override
    public float[] values(String name) throws IOException {
        Target target = target(name);
        float[] values = source.values(target.name());
        if (!target.transposed()) {
            return values;
        }
        int rows = shape(name).get(0);
        int columns = shape(name).get(1);
        float[] transposed = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[row * columns + column] = values[column * rows + row];
            }
        }
        return transposed;
    }

    private Target target(String name) {
        Target target = targets.get(name);
        if (target == null) {
            throw new IllegalArgumentException("tensor must be one of " + names() + ": name=" + name);
        }
        return target;
    }
}
