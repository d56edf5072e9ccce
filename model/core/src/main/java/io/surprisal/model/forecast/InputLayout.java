package io.surprisal.model.forecast;

import io.surprisal.model.ModelSpec;

/**
 * Where each of the network's inputs stands, [{@link ModelSpec#inputSize}]. All are made from the rows before the one
 * that is forecast, and from that row's time and covariates. y is a feature's value after normalising, S the daily
 * profile's reading on the same scale, its confidence 0 to 1.
 */
public final class InputLayout {

    /** y of the last row. */
    public static final int LAST = 0;

    /** y of the last row less y of the row before. */
    public static final int CHANGE = 1;

    /** S times confidence. */
    public static final int PROFILE = 2;

    /** ln(0.05 + the profile's deviation / the normaliser's) times confidence. */
    public static final int PROFILE_SPREAD = 3;

    /** The profile's confidence. */
    public static final int CONFIDENCE = 4;

    /** y of the last row less S then, times confidence. */
    public static final int PROFILE_RESIDUAL = 5;

    /** ln(gap / typical gap) between the last row and this one, within ±3. */
    public static final int GAP = 6;

    /** Running mean of about 10 rows, normalised as y. */
    public static final int SMOOTHED = 7;

    /** exp(-n / 200) after n rows. */
    public static final int YOUTH = 8;

    /** Sine of the time of day. */
    public static final int DAY_SINE = 9;

    /** Cosine of the time of day. */
    public static final int DAY_COSINE = 10;

    /** S times confidence, 23 typical gaps after this row: when the forecast 24 rows ahead of the last falls due. */
    public static final int PROFILE_24 = 11;

    /** S times confidence, 95 typical gaps after this row: when the forecast 96 rows ahead of the last falls due. */
    public static final int PROFILE_96 = 12;

    /** The first covariate; the others follow in the order of {@link ModelSpec#covariates}. */
    public static final int COVARIATES = ModelSpec.OWN_INPUTS;

    private InputLayout() {}
}
