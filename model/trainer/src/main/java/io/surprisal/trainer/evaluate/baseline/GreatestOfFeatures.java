package io.surprisal.trainer.evaluate.baseline;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A memory of each feature by itself; the most surprising one speaks. */
final class GreatestOfFeatures implements RowSurprise {

    private final List<Surprise> features;

    GreatestOfFeatures(int features, Supplier<Surprise> memory) {
        this(Stream.generate(memory).limit(features).toList());
    }

    private GreatestOfFeatures(List<Surprise> features) {
        this.features = features;
    }

    @Override
    public double of(long eventTimeMs, double[] values) {
        double greatest = UNKNOWN;
        for (int feature = 0; feature < values.length; feature++) {
            if (Double.isFinite(values[feature])) {
                greatest = Math.max(greatest, features.get(feature).of(eventTimeMs, values[feature]));
            }
        }
        return greatest;
    }

    @Override
    public RowSurprise copy() {
        return new GreatestOfFeatures(features.stream().map(Surprise::copy).toList());
    }
}
