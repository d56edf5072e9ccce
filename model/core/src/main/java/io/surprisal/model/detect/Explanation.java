package io.surprisal.model.detect;

import io.surprisal.model.recognition.Recognition;
import java.util.List;

/**
 * Why a row has its score.
 *
 * @param channels every channel, in the order of its enum; empty if nothing was explained
 * @param features every feature, in the order of the observation's values; empty if nothing was explained
 * @param top index of the feature that contributes most; its direction is the row's
 * @param forecastModel SHA-256 of an older model some of whose forecasts were still pending for this row, empty if all
 *     were made by the model that scored it
 * @param recognizedAs the kind of incident; {@link Recognition#NOT_ASKED} where the row is no alert or the model has no head
 *     for it
 */
public record Explanation(
        List<ChannelScore> channels,
        List<FeatureExplanation> features,
        int top,
        String forecastModel,
        Recognition recognizedAs) {

    /** Stands where nothing was explained. */
    public static final Explanation NONE = new Explanation(List.of(), List.of(), 0, "", Recognition.NOT_ASKED);

    /** Copies the lists. */
    public Explanation {
        channels = List.copyOf(channels);
        features = List.copyOf(features);
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return features.isEmpty();
    }

    /**
     * The side on which the feature that contributes most was.
     *
     * @throws IllegalStateException if nothing was explained
     */
    public Direction direction() {
        if (isEmpty()) {
            throw new IllegalStateException("this row was not explained");
        }
        return features.get(top).direction();
    }
}
