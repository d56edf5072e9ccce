package io.surprisal.trainer.recognize;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.recognition.RecognitionHead;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import java.util.List;

/** Measures the head that a model has, on labelled or injected incidents. */
public final class RecognitionEvaluation {

    private final ExampleSource source;
    private final Progress progress;

    /** An evaluation, not begun. */
    public RecognitionEvaluation(ExampleSource source, Progress progress) {
        this.source = source;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param model with a head
     * @throws BadDataException if the data cannot be read, or nothing was found in it
     * @throws InterruptedException if the thread is interrupted
     */
    public RecognitionReport run(ModelSnapshot model) throws InterruptedException {
        RecognitionHead head = RecognitionHead.of(model);
        List<AlertExample> examples = source.read(model, progress);
        if (examples.isEmpty()) {
            throw new BadDataException("there was no alert to recognize");
        }
        Confusion confusion = new Confusion(head.kinds());
        examples.forEach(example ->
                confusion.add(example.kind(), head.recognize(example.inputs()).kind()));
        return new RecognitionReport(
                source.injects() ? "injected" : "labelled", head.threshold(), confusion, Double.NaN, List.of());
    }
}
