package io.surprisal.trainer.recognize;

/**
 * How a head is trained.
 *
 * @param precision the share of names that is to be right on alerts that it was not trained on, above 0, at most 1
 * @param seed of its first weights
 * @param thorough whether heads on parts of the inputs, and heads that were not shown one of the kinds, are measured as well
 */
public record RecognitionOptions(double precision, long seed, boolean thorough) {

    /** Checks the range. */
    public RecognitionOptions {
        if (!(precision > 0 && precision <= 1)) {
            throw new IllegalArgumentException("precision must be above 0 and at most 1: precision=" + precision);
        }
    }
}
