package io.surprisal.model.detect;

/** How what is expected between the network's own horizons is found. */
public enum ForecastPath {
    /**
     * The daily profile, and what the network says beyond it: at its own horizons (1, 24 and 96 rows ahead) as it says it, in
     * between on a straight line, farther away fading. Its bands hold more wherever it was measured.
     */
    HORIZONS,
    /**
     * Each forecast of the next row is fed back as that row, and the path that comes out is bent so that it passes through
     * the network's own horizons. For a network that was trained on waves which are faster than the daily profile.
     */
    FEEDBACK
}
