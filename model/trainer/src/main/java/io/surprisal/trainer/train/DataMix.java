package io.surprisal.trainer.train;

/**
 * How much of what a network learns from.
 *
 * @param syntheticSeries made-up series of 2,000 rows
 * @param sequencesPerSet stretches of 2,000 rows from each set of real series, as far as it has so many
 */
public record DataMix(int syntheticSeries, int sequencesPerSet) {

    private static final int DEFAULT_SYNTHETIC = 2400;
    private static final int DEFAULT_PER_SET = 240;

    /** The mix of the default model. */
    public static final DataMix DEFAULT = new DataMix(DEFAULT_SYNTHETIC, DEFAULT_PER_SET);

    /** Checks the ranges. */
    public DataMix {
        if (syntheticSeries < 0 || sequencesPerSet < 0) {
            throw new IllegalArgumentException("counts of sequences must not be negative: syntheticSeries="
                    + syntheticSeries + ", sequencesPerSet=" + sequencesPerSet);
        }
    }
}
