package io.surprisal.trainer.train;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.VersionChange;
import java.time.Duration;
import java.util.List;

/**
 * All that decides what a training gives, but for the real data. Equal options and data give equal weights on one
 * machine, unless the limit of time cut them short.
 *
 * @param spec of the network
 * @param schedule of the updates
 * @param mix of made-up and real data
 * @param seed of all that is random
 * @param limit of wall-clock time for the updates, {@link TrainingRun#UNLIMITED} if there is none
 */
public record TrainingOptions(ModelSpec spec, Schedule schedule, DataMix mix, long seed, Duration limit) {

    private static final int DEFAULT_HIDDEN_SIZE = 32;
    private static final int DEFAULT_EPOCHS = 20;
    private static final int CONTINUED_EPOCHS = 6;
    /** A tenth of the first training's: what was learnt then is to be kept. */
    private static final double CONTINUED_PEAK_RATE = 1e-3;

    private static final DataMix CONTINUED_MIX = new DataMix(240, 480);
    private static final long DEFAULT_SEED = 1;

    /** Those that the default model was made with. */
    public static final TrainingOptions DEFAULT = new TrainingOptions(
            channelWise(CellKind.LSTM, 1, DEFAULT_HIDDEN_SIZE),
            Schedule.of(DEFAULT_EPOCHS),
            DataMix.DEFAULT,
            DEFAULT_SEED,
            TrainingRun.UNLIMITED);

    /** Those for training a model on: fewer and shorter steps, and made-up series against forgetting. */
    public static final TrainingOptions CONTINUED = new TrainingOptions(
            DEFAULT.spec(),
            Schedule.of(CONTINUED_EPOCHS).withPeakRate(CONTINUED_PEAK_RATE),
            CONTINUED_MIX,
            DEFAULT_SEED,
            TrainingRun.UNLIMITED);

    /** A plain stack of layers without covariates that serves any number of features. */
    public static ModelSpec channelWise(CellKind cell, int layers, int hiddenSize) {
        return channelWise(NetworkShape.of(cell, layers, hiddenSize));
    }

    /** A network of any shape without covariates that serves any number of features. */
    public static ModelSpec channelWise(NetworkShape network) {
        return new ModelSpec(network, List.of(), List.of(), VersionChange.REPLAY);
    }
}
