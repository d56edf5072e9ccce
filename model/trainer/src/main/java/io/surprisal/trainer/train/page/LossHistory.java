package io.surprisal.trainer.train.page;

import io.surprisal.trainer.train.TrainingProgress;
import io.surprisal.trainer.train.ValidationLoss;
import java.util.ArrayList;
import java.util.List;

/** Notes the losses of a training as it goes. Not thread-safe. */
final class LossHistory {

    private final List<Point> training = new ArrayList<>();
    private final List<Validation> validation = new ArrayList<>();

    /**
     * Training loss of some updates, all horizons together.
     *
     * @param epoch epochs done, with the fraction of the current one
     */
    record Point(double epoch, double loss) {}

    /**
     * Validation loss by horizon.
     *
     * @param epoch after so many epochs; at the start 0, or where the training was taken up
     */
    record Validation(int epoch, ValidationLoss loss) {}

    void add(TrainingProgress progress) {
        if (Double.isFinite(progress.trainingLoss()) && progress.updates() > 0) {
            training.add(new Point(
                    (double) progress.update() * progress.epochs() / progress.updates(), progress.trainingLoss()));
        }
        boolean known = Double.isFinite(progress.validationLoss().total());
        int last = validation.isEmpty()
                ? -1
                : validation.get(validation.size() - 1).epoch();
        if (known && progress.epoch() > last) {
            validation.add(new Validation(progress.epoch(), progress.validationLoss()));
        }
    }

    List<Point> training() {
        return training;
    }

    List<Validation> validation() {
        return validation;
    }
}
