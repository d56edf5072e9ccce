package io.surprisal.trainer.evaluate.control;

import io.surprisal.model.forecast.Horizon;
import io.surprisal.model.forecast.InputLayout;

/**
 * A forecast that is a weighted sum of the network's inputs, so that a head without a network makes it exactly.
 *
 * <p>y is a feature's normalised value, S the daily profile's reading, conf its confidence.
 */
public enum Control {
    /** y of the last row, at all horizons. */
    PERSISTENCE {
        @Override
        void fill(Horizon horizon, LinearFit fit, float[] weights) {
            weights[InputLayout.LAST] = 1;
        }
    },

    /** The daily profile alone: one row ahead y − (y − S) · conf of the last row, further ahead S · conf of the row itself. */
    PROFILE {
        @Override
        void fill(Horizon horizon, LinearFit fit, float[] weights) {
            if (horizon == Horizon.NEXT) {
                weights[InputLayout.LAST] = 1;
                weights[InputLayout.PROFILE_RESIDUAL] = -1;
            } else {
                weights[horizon.baseInput()] = 1;
            }
        }
    },

    /** The running mean of about 10 rows, at all horizons. */
    EWMA {
        @Override
        void fill(Horizon horizon, LinearFit fit, float[] weights) {
            weights[InputLayout.SMOOTHED] = 1;
        }
    },

    /** Ridge regression on all inputs, fitted once over many series: {@link LinearFit}. */
    LINEAR {
        @Override
        void fill(Horizon horizon, LinearFit fit, float[] weights) {
            for (int input = 0; input < weights.length; input++) {
                weights[input] = (float) fit.weight(horizon, input);
            }
        }

        @Override
        float intercept(Horizon horizon, LinearFit fit) {
            return (float) fit.intercept(horizon);
        }
    };

    /**
     * Fills in the weights of the inputs whose sum is expected at a horizon.
     *
     * @param fit for the control that is fitted
     * @param weights [I], zeros at first
     */
    abstract void fill(Horizon horizon, LinearFit fit, float[] weights);

    /** What is expected when all inputs are 0. */
    float intercept(Horizon horizon, LinearFit fit) {
        return 0;
    }
}
