package io.surprisal.model.detect;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.recognition.Recognition;
import io.surprisal.model.recognition.RecognitionHead;
import io.surprisal.model.series.SeriesState;
import org.jspecify.annotations.Nullable;

/** Names the kind of incident of an alert, where the model has a head for it. Not thread-safe. */
final class Recognizer {

    private final RecognitionInputs inputs;
    private final @Nullable RecognitionHead head;

    Recognizer(ModelSnapshot model, Forecaster forecaster, RecurrentState scratch) {
        this.inputs = new RecognitionInputs(model.spec(), forecaster, scratch);
        this.head = model.spec().recognizes() ? RecognitionHead.of(model) : null;
    }

    /** What a head reads of the row that a state has advanced by last, [R]; the model need not have one. */
    float[] inputs(SeriesState state, Row row, Observation observation) {
        return inputs.of(state, row, observation);
    }

    /** What the last row's alert is recognized as. */
    Recognition recognize(SeriesState state, Row row, Observation observation) {
        return head == null ? Recognition.NOT_ASKED : head.recognize(inputs.of(state, row, observation));
    }
}
