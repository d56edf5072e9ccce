package io.surprisal.trainer.train;

/**
 * How much of what a network learns from.
 *
 * @param syntheticSeries made-up series of 2,000 rows
 * @param sequencesPerSet stretches of 2,000 rows from each set of real series, as far as it has so many
 * @param calibrationSeries made-up series of 4,000 rows that the calibration counts on, and a tenth as many groups
 */
public record DataMix(int syntheticSeries, int sequencesPerSet, int calibrationSeries) {

    private static final int DEFAULT_SYNTHETIC = 2400;
    private static final int DEFAULT_PER_SET = 240;
    private static final int DEFAULT_CALIBRATION = 160;

    /** The mix of the default model. */
    public static final DataMix DEFAULT = new DataMix(DEFAULT_SYNTHETIC, DEFAULT_PER_SET);

    /** Checks the ranges. */
    public DataMix {
        if (syntheticSeries < 0 || sequencesPerSet < 0 || calibrationSeries < 1) {
            throw new IllegalArgumentException(
                    "counts of sequences must not be negative, and calibration needs a series:"
                            + " syntheticSeries=" + syntheticSeries + ", sequencesPerSet=" + sequencesPerSet
                            + ", calibrationSeries=" + calibrationSeries);
        }
    }

    /** A mix with the usual calibration. */
    public DataMix(int syntheticSeries, int sequencesPerSet) {
        this(syntheticSeries, sequencesPerSet, DEFAULT_CALIBRATION);
    }
}
