package io.surprisal.trainer.evaluate;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.evaluate.baseline.BaselineSet;
import java.nio.file.Path;

/**
 * What to evaluate.
 *
 * @param data folder of the series
 * @param out folder for the scores: new or empty, and not inside {@code data}
 * @param model what scores them
 * @param fitter what is done to the model before; {@link ModelFitter#NONE} for nothing
 * @param labels what the scores are measured by; {@link Labels#none()} for nothing
 * @param baselines what is measured beside the detector where there are labels
 */
public record EvaluateOptions(
        Path data, Path out, ModelSnapshot model, ModelFitter fitter, Labels labels, BaselineSet baselines) {

    /** Uses the model as it is, the labels beside the data, if there are any, and all baselines. */
    public static EvaluateOptions of(Path data, Path out, ModelSnapshot model) {
        return new EvaluateOptions(data, out, model, ModelFitter.NONE, Labels.beside(data), BaselineSet.ALL);
    }
}
