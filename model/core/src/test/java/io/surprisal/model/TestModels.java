package io.surprisal.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Models of seeded random weights, for any feature set. */
public final class TestModels {

    /** Spread of the weights: large enough that the gates move, small enough that they do not all saturate. */
    private static final float SPREAD = 0.3f;

    private TestModels() {}

    /** A specification with covariates named c0, c1, … */
    public static ModelSpec spec(int layers, int hiddenSize, int covariates) {
        return spec(NetworkShape.of(CellKind.LSTM, layers, hiddenSize), covariates);
    }

    /** A specification of any network with covariates named c0, c1, … */
    public static ModelSpec spec(NetworkShape network, int covariates) {
        List<String> names =
                IntStream.range(0, covariates).mapToObj(each -> "c" + each).toList();
        return new ModelSpec(network, List.of(), names, VersionChange.REPLAY);
    }

    /** A model of this specification; equal seeds give equal models. */
    public static ModelSnapshot seeded(ModelSpec spec, long seed) {
        return ModelSnapshot.of("test", "seed-" + seed, Optional.empty(), spec, tensors(spec, seed));
    }

    /** Its tensors, which may be changed. */
    public static Map<String, float[]> tensors(ModelSpec spec, long seed) {
        Random random = new Random(seed);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : TensorLayout.of(spec).tensors()) {
            tensors.put(shape.name(), gaussian(random, shape.size(), SPREAD));
        }
        tensors.putAll(new Calibration(Curve.line(10, 3), Curve.line(12, 3), 40, 1).tensors());
        return tensors;
    }

    /** Seeded normal numbers of this standard deviation. */
    public static float[] gaussian(Random random, int length, float deviation) {
        float[] values = new float[length];
        for (int index = 0; index < length; index++) {
            values[index] = deviation * (float) random.nextGaussian();
        }
        return values;
    }
}
