package io.surprisal.model.detect;

/**
 * What was seen of one feature beside what was expected, in the unit of its values.
 *
 * @param feature name of the feature
 * @param observed the value; the imputed one where it was missing
 * @param expected the forecast made one row before
 * @param spread half the width of the band of one standard deviation around the forecast
 * @param contribution the feature's part of the score, 0 to 1; all together 1, or 0 where no feature stands out
 * @param direction side of the expected value
 * @param imputed whether the value was missing and taken from the forecast; then the feature was not scored
 */
public record FeatureExplanation(
        String feature,
        double observed,
        double expected,
        double spread,
        double contribution,
        Direction direction,
        boolean imputed) {}
