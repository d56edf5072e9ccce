package io.surprisal.trainer.train.network;

import io.surprisal.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What the layers remember of B sequences between two segments: for each layer the tensors that its {@link Unrolling}
 * carries on. The arrays belong to this object and are not changed after.
 */
public final class RecurrentBatch {

    private final List<List<float[]>> layers;

    RecurrentBatch(List<List<float[]>> layers) {
        this.layers = layers.stream().map(List::copyOf).toList();
    }

    /** The state before a series' first row. */
    public static RecurrentBatch zeros(ModelSpec spec, int sequences) {
        Unrolling unrolling = Unrolling.of(spec);
        List<List<float[]>> layers = new ArrayList<>();
        for (int layer = 0; layer < spec.layers(); layer++) {
            layers.add(unrolling.stateShapes(layer, sequences).stream()
                    .map(shape -> new float[Math.toIntExact(shape.size())])
                    .toList());
        }
        return new RecurrentBatch(layers);
    }

    /** What a layer remembers; not copies, not to be changed. */
    List<float[]> layer(int layer) {
        return layers.get(layer);
    }
}
