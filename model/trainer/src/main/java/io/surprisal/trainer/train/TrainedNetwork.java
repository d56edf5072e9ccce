package io.surprisal.trainer.train;

import io.surprisal.trainer.train.network.NetworkParameters;
import java.time.Duration;

/**
 * What a training ended with.
 *
 * @param parameters of the epoch with the best validation loss, or the start if no epoch was better
 * @param startLoss the validation loss of the start
 * @param loss the best validation loss
 * @param bestEpoch its epoch, from 1; 0 if the start was best
 * @param epochs epochs made, the last one perhaps cut off
 * @param updates updates made, those before a resume included
 * @param elapsed wall-clock time in this process
 */
public record TrainedNetwork(
        NetworkParameters parameters,
        ValidationLoss startLoss,
        ValidationLoss loss,
        int bestEpoch,
        int epochs,
        int updates,
        Duration elapsed) {

    /** Whether any epoch was better than the start. */
    public boolean improved() {
        return bestEpoch > 0;
    }
}
