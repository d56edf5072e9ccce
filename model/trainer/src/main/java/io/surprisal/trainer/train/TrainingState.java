package io.surprisal.trainer.train;

import io.surprisal.trainer.train.network.Adam;
import io.surprisal.trainer.train.network.NetworkParameters;

/** All that a training remembers between two epochs; what a {@link Checkpoint} holds. Mutable, of one training. */
final class TrainingState {

    final NetworkParameters parameters;
    final Adam optimiser;

    int plannedUpdates;
    int epoch; // finished
    NetworkParameters best;
    ValidationLoss bestLoss;
    int bestEpoch;
    ValidationLoss latestLoss;

    TrainingState(NetworkParameters parameters, Adam optimiser, int plannedUpdates) {
        this.parameters = parameters;
        this.optimiser = optimiser;
        this.plannedUpdates = plannedUpdates;
        this.best = parameters.with(parameters.values());
        this.bestLoss = ValidationLoss.NONE;
        this.latestLoss = ValidationLoss.NONE;
    }

    /** Notes what there is to improve on. */
    void begin(ValidationLoss loss) {
        latestLoss = loss;
        bestLoss = loss;
    }

    /** Notes that an epoch is over. */
    void endEpoch(ValidationLoss loss) {
        epoch++;
        latestLoss = loss;
        if (loss.isBetterThan(bestLoss)) {
            best = parameters.with(parameters.values());
            bestLoss = loss;
            bestEpoch = epoch;
        }
    }
}
