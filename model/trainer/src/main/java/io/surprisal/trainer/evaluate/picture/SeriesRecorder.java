package io.surprisal.trainer.evaluate.picture;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Verdict;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesFile.Role;
import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.SeriesScorer;
import java.util.List;

/** Scores a series once more, with the same scores, this time explaining the rows that are drawn. */
final class SeriesRecorder {

    private final ModelSnapshot model;

    SeriesRecorder(ModelSnapshot model) {
        this.model = model;
    }

    /** A recording of each view. */
    List<Recording> record(SeriesFile series, List<View> views) {
        try (SeriesReader reader = series.open()) {
            SeriesScorer scorer = new SeriesScorer(model, reader.columns());
            List<Recording> recordings = views.stream()
                    .map(view -> new Recording(view, reader.columns().features()))
                    .toList();
            int row = 0;
            while (reader.next()) {
                if (reader.role() == Role.HISTORY) {
                    scorer.observe(reader);
                } else {
                    int current = row;
                    boolean explained = recordings.stream().anyMatch(recording -> recording.wantsExplained(current));
                    Verdict verdict = explained ? scorer.explain(reader) : scorer.observe(reader);
                    for (Recording recording : recordings) {
                        recording.add(row, reader, verdict);
                    }
                    row++;
                }
            }
            return recordings;
        }
    }
}
