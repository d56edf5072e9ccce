package io.surprisal.deploy.replay;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.RecognizedKind;
import io.surprisal.model.detect.Verdict;
import java.util.Locale;

/** The kind of incident that an alert is recognized as, as people read it. */
public final class RecognizedText {

    private RecognizedText() {}

    /** Of an alert as it was raised; empty if its model did not say. */
    public static String of(Anomaly alert) {
        RecognizedKind recognized = alert.getRecognizedAs();
        return recognized == null ? "" : text(recognized.getKind(), recognized.getProbability());
    }

    /** Of a verdict; empty if the row is no alert, or the model does not say. */
    static String of(Verdict verdict) {
        if (verdict instanceof Verdict.Scored scored
                && scored.explanation().recognizedAs().isAsked()) {
            return text(
                    scored.explanation().recognizedAs().kind(),
                    scored.explanation().recognizedAs().probability());
        }
        return "";
    }

    private static String text(String kind, double probability) {
        return String.format(Locale.ROOT, "%s %.2f", kind, probability);
    }
}
