package io.surprisal.trainer.train;

import io.surprisal.trainer.Progress;
import io.surprisal.trainer.train.network.NetworkParameters;
import java.util.Locale;

/** A training whose updates are told to a {@link Progress} beside the listener of its losses. */
final class ReportedRun {

    private final TrainingRun run;
    private final Progress progress;
    private final TrainingProgress.Listener listener;

    private int told;
    private boolean begun;

    ReportedRun(TrainingRun run, Progress progress, TrainingProgress.Listener listener) {
        this.run = run;
        this.progress = progress;
        this.listener = listener;
    }

    TrainedNetwork train(NetworkParameters start, Checkpoint checkpoint) {
        TrainedNetwork trained = run.train(start, checkpoint, this::report);
        if (!begun) {
            progress.begin("training", 1);
        }
        progress.end(outcome(trained));
        return trained;
    }

    private static String outcome(TrainedNetwork trained) {
        if (!trained.improved()) {
            return String.format(
                    Locale.ROOT,
                    "nothing gained on held-back rows in %d updates: the weights stay as they were, validation loss %s",
                    trained.updates(),
                    trained.loss());
        }
        return String.format(
                Locale.ROOT,
                "validation loss %s in epoch %d of %d, %d updates; at first %s",
                trained.loss(),
                trained.bestEpoch(),
                trained.epochs(),
                trained.updates(),
                trained.startLoss());
    }

    private void report(TrainingProgress now) {
        if (!begun) {
            progress.begin("training", Math.max(1, now.updates()));
            begun = true;
        }
        progress.advance(now.update() - (long) told);
        told = now.update();
        listener.report(now);
    }
}
