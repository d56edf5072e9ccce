package io.surprisal.topology.detect;

import io.surprisal.model.detect.ObservationGuard;
import io.surprisal.topology.input.Reading;
import io.surprisal.topology.settings.Feature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The growth rates of counters as the detector makes them, of all series of a stretch of history, remembered on the heap.
 * Not thread-safe.
 */
public final class SeriesRates {

    private final RateTransform rates;
    private final Map<String, byte[]> memories = new HashMap<>();

    /** For readings of these features. */
    public SeriesRates(List<Feature> features) {
        this.rates = new RateTransform(features);
    }

    /**
     * The values of a reading, [F], counters replaced by their rates; a new array. Readings come in the order in which
     * the detector would see them; one that it would reject is not remembered.
     */
    public double[] values(Reading reading) {
        RateTransform.Transformed transformed =
                rates.apply(memories.get(reading.series()), reading.eventTimeMs(), reading.values());
        if (isAccepted(transformed.values())) {
            memories.put(reading.series(), transformed.memory());
        }
        return transformed.values();
    }

    private static boolean isAccepted(double[] values) {
        for (double value : values) {
            if (Math.abs(value) > ObservationGuard.MAX_MAGNITUDE) {
                return false;
            }
        }
        return true;
    }
}
