package io.surprisal.trainer.train;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes a line for each epoch: its losses, the speed, and how long the rest will take. */
public final class TrainingLog implements TrainingProgress.Listener {

    private final Consumer<String> lines;
    private int epoch;
    private int firstUpdate = -1;
    private double lossSum;
    private int reports;

    /** Lines go to whoever prints them. */
    public TrainingLog(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void report(TrainingProgress progress) {
        if (firstUpdate < 0) {
            firstUpdate = progress.update();
            epoch = progress.epoch();
        }
        if (!Double.isNaN(progress.trainingLoss())) {
            lossSum += progress.trainingLoss();
            reports++;
        }
        if (progress.epoch() > epoch) {
            epoch = progress.epoch();
            lines.accept(line(progress));
            lossSum = 0;
            reports = 0;
        }
    }

    private String line(TrainingProgress progress) {
        double perSecond = progress.updatesPerSecond(firstUpdate);
        long secondsLeft = perSecond > 0 ? Math.round((progress.updates() - progress.update()) / perSecond) : 0;
        return String.format(
                Locale.ROOT,
                "epoch %d of %d: loss %.3f, validation %s, %.1f updates/s, %s left",
                epoch,
                progress.epochs(),
                lossSum / reports,
                progress.validationLoss(),
                perSecond,
                minutes(Duration.ofSeconds(secondsLeft)));
    }

    private static String minutes(Duration left) {
        return left.compareTo(Duration.ofMinutes(2)) > 0 ? left.toMinutes() + " min" : left.toSeconds() + " s";
    }
}
