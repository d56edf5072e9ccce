package io.surprisal.model.detect;

import io.surprisal.model.math.Functions;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;

/**
 * How far the row that a detector judged last is from what its series was so far, for measuring whether the data drift away
 * from the model. Sums over the features that were judged; each of them is on average what the text says while nothing
 * drifts.
 *
 * <pre>
 *   inputs     Σ min(z², 64)            z = (x − m) / sd by the series' own long mean and deviation; 1 for each value
 *   residuals  Σ min(|r|, 4 (√V + 0.1))²   r = y − expected, V its long mean square; as large as the next
 *   scales     Σ V
 * </pre>
 *
 * <p>Overwritten by each reading. Not thread-safe.
 */
public final class DriftProbe {

    private static final double LARGEST_DISTANCE = 8;
    private static final double CLIP_SCALES = 4;
    private static final double LARGEST_Y = Functions.asinh(LARGEST_DISTANCE);
    private static final double SCALE_FLOOR = 0.1;

    private int values;
    private double inputs;
    private double residuals;
    private double scales;

    /**
     * Reads the row that a detector judged last.
     *
     * @param state the series' after it
     */
    public void read(Detector detector, SeriesState state) {
        Row row = detector.row();
        values = 0;
        inputs = 0;
        residuals = 0;
        scales = 0;
        for (int feature = 0; feature < row.features(); feature++) {
            if (row.judged[feature] && !row.imputed[feature]) {
                double variance = state.f32(state.layout().block(feature) + SeriesStateLayout.SURPRISE_VARIANCE);
                add(row.y[feature], Math.abs(row.y[feature] - row.expected[feature]), variance);
            }
        }
    }

    private void add(double y, double residual, double variance) {
        double bounded = Math.min(Math.abs(y), LARGEST_Y);
        double distance = Functions.sinh(bounded);
        double clipped = Math.min(residual, CLIP_SCALES * (Math.sqrt(variance) + SCALE_FLOOR));
        values++;
        inputs += distance * distance;
        residuals += clipped * clipped;
        scales += variance;
    }

    /** Features that were judged. */
    public int values() {
        return values;
    }

    /** Σ min(z², 64). */
    public double inputs() {
        return inputs;
    }

    /** Σ of the squared residuals, each held within its scale. */
    public double residuals() {
        return residuals;
    }

    /** Σ of what these are in the long run. */
    public double scales() {
        return scales;
    }
}
