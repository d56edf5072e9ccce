package io.surprisal.trainer.recognize;

import io.surprisal.model.ModelSpec;

/**
 * What a head said of an alert that it was not trained on.
 *
 * @param truth the alert's kind, or {@link AlertExample#FALSE_ALARM}
 * @param likeliest the kind that was likeliest, or {@link ModelSpec#NONE_OF_THESE} where that was likelier still
 * @param probability of the likeliest kind
 */
record HeldBackAnswer(String truth, String likeliest, double probability) {

    /** Whether the head would name a kind at a threshold. */
    boolean isNamed(double threshold) {
        return probability >= threshold && !likeliest.equals(ModelSpec.NONE_OF_THESE);
    }

    /** What the head says at a threshold. */
    String name(double threshold) {
        return isNamed(threshold) ? likeliest : ModelSpec.NONE_OF_THESE;
    }

    /** Whether the likeliest kind is the right one. */
    boolean isRight() {
        return likeliest.equals(truth);
    }
}
