package io.surprisal.trainer.train;

import io.surprisal.trainer.train.network.NetworkParameters;
import java.time.Duration;

/**
 * What a training ended with.
 *
 * @param parameters of the epoch with the best validation loss
 * @param loss that validation loss
 * @param bestEpoch that epoch, from 1
 * @param epochs epochs made, the last one perhaps cut off
 * @param updates updates made, those before a resume included
 * @param elapsed wall-clock time in this process
 */
public record TrainedNetwork(
        NetworkParameters parameters, ValidationLoss loss, int bestEpoch, int epochs, int updates, Duration elapsed) {}
