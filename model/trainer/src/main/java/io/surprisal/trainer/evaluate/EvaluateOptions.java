package io.surprisal.trainer.evaluate;

import io.surprisal.model.ModelSnapshot;
import java.nio.file.Path;

/**
 * What to evaluate.
 *
 * @param data folder of the series
 * @param out folder for the scores: new or empty, and not inside {@code data}
 * @param model what scores them
 * @param fitter what is done to the model before; {@link ModelFitter#NONE} for nothing
 * @param labels what the scores are measured by; {@link Labels#none()} for nothing
 */
public record EvaluateOptions(Path data, Path out, ModelSnapshot model, ModelFitter fitter, Labels labels) {

    /** Uses the model as it is and the labels beside the data, if there are any. */
    public static EvaluateOptions of(Path data, Path out, ModelSnapshot model) {
        return new EvaluateOptions(data, out, model, ModelFitter.NONE, Labels.beside(data));
    }
}
