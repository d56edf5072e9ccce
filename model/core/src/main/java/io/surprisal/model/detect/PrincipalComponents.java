package io.surprisal.model.detect;

import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;

/**
 * How the features of a series go together: the first principal components of y, followed row by row without a covariance
 * matrix [1]. What of a row lies outside of their span breaks with how the features go together.
 *
 * <p>At most half as many as there are features are followed: as many as features would tell everything, and leave nothing
 * outside. A component is stored as its direction times its variance. View of one series at a time.
 *
 * <p>[1] Weng, Zhang and Hwang, Candid Covariance-free Incremental Principal Component Analysis, 2003.
 */
final class PrincipalComponents {

    private static final double SMALLEST_NORM = 1e-9;

    private final float[][] components; // [K × F]
    private final double[] rest; // [F]

    PrincipalComponents(int features) {
        components = new float[Math.min(SeriesStateLayout.COMPONENTS, Math.max(1, features / 2))][features];
        rest = new double[features];
    }

    void load(SeriesState state) {
        for (int feature = 0; feature < rest.length; feature++) {
            int at = state.layout().components(feature);
            for (int k = 0; k < components.length; k++) {
                components[k][feature] = state.f32(at + k * Float.BYTES);
            }
        }
    }

    void store(SeriesState state) {
        for (int feature = 0; feature < rest.length; feature++) {
            int at = state.layout().components(feature);
            for (int k = 0; k < components.length; k++) {
                state.putF32(at + k * Float.BYTES, components[k][feature]);
            }
        }
    }

    /**
     * What of a row lies outside of the span of the components.
     *
     * @param y [F]
     * @param outside [F], overwritten
     */
    void project(double[] y, double[] outside) {
        System.arraycopy(y, 0, outside, 0, y.length);
        for (float[] component : components) {
            double norm = norm(component);
            if (norm > SMALLEST_NORM) {
                remove(component, norm, outside);
            }
        }
    }

    /**
     * Learns a row.
     *
     * @param y [F]
     * @param rate at which the components follow it, 0 to 1
     */
    void learn(double[] y, double rate) {
        System.arraycopy(y, 0, rest, 0, y.length);
        for (float[] component : components) {
            double norm = norm(component);
            if (norm <= SMALLEST_NORM) {
                begin(component);
                return;
            }
            double along = dot(component, rest) / norm;
            for (int feature = 0; feature < rest.length; feature++) {
                component[feature] = (float) ((1 - rate) * component[feature] + rate * along * rest[feature]);
            }
            remove(component, Math.max(norm(component), SMALLEST_NORM), rest);
        }
    }

    /** A component begins as the first row that those before it cannot tell. */
    private void begin(float[] component) {
        for (int feature = 0; feature < rest.length; feature++) {
            component[feature] = (float) rest[feature];
        }
    }

    private static void remove(float[] component, double norm, double[] from) {
        double along = dot(component, from) / norm;
        for (int feature = 0; feature < from.length; feature++) {
            from[feature] -= along * component[feature] / norm;
        }
    }

    private static double norm(float[] component) {
        double sum = 0;
        for (float each : component) {
            sum += (double) each * each;
        }
        return Math.sqrt(sum);
    }

    private static double dot(float[] component, double[] values) {
        double sum = 0;
        for (int feature = 0; feature < values.length; feature++) {
            sum += component[feature] * values[feature];
        }
        return sum;
    }
}
