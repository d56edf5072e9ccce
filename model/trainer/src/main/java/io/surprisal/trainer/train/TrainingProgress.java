package io.surprisal.trainer.train;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.train.calibrate.CalibrationSet;
import java.time.Duration;
import java.util.List;

/**
 * Where a training stands.
 *
 * @param update updates made
 * @param updates updates planned
 * @param epoch epochs finished
 * @param epochs epochs planned
 * @param trainingLoss mean loss of the updates since the last report, all horizons together
 * @param validationLoss of the latest finished epoch, at first of the start
 * @param elapsed wall-clock time in this process
 */
public record TrainingProgress(
        int update,
        int updates,
        int epoch,
        int epochs,
        double trainingLoss,
        ValidationLoss validationLoss,
        Duration elapsed) {

    /** Hears of the progress from time to time; called on the training's thread. */
    @FunctionalInterface
    public interface Listener {

        /** Hears nothing. */
        Listener NONE = progress -> {};

        /** Is told of the current state. */
        void report(TrainingProgress progress);

        /**
         * Is told of the model that was made and of the rows that its calibration was counted on, when both are known.
         *
         * @param univariate sets of series of one feature
         * @param multivariate sets of series of several features
         */
        default void calibrated(
                ModelSnapshot model, List<CalibrationSet> univariate, List<CalibrationSet> multivariate) {}
    }

    /** Updates in a second of this process, given the update at which it began; 0 if no time has passed. */
    public double updatesPerSecond(int firstUpdate) {
        double seconds = elapsed.toMillis() / 1000.0;
        return seconds > 0 ? (update - firstUpdate) / seconds : 0;
    }
}
