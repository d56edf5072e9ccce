package io.surprisal.topology.view;

import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.RowReading;
import io.surprisal.model.detect.Verdict;
import io.surprisal.topology.output.Judged;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/** Keeps of a task's rows what people look at: the latest scores, and the history where there is a store for it. */
public final class ViewRecorder implements AutoCloseable {

    private final LatestScores latest;
    private final TaskScores scores;
    private final @Nullable ScoreHistory history;

    /**
     * Of a task that begins.
     *
     * @param store of the history; {@code null} where none is kept
     */
    public ViewRecorder(LatestScores latest, @Nullable WindowStore<String, byte[]> store) {
        this.latest = latest;
        this.scores = latest.add();
        this.history = store == null ? null : new ScoreHistory(store);
    }

    /** An observation was judged; what was neither scored nor learnt is not kept. */
    public void judged(Judged judged, Observation observation, RowReading row) {
        Verdict.Kind kind = judged.verdict().kind();
        if (kind != Verdict.Kind.SCORED && kind != Verdict.Kind.WARMING_UP) {
            return;
        }
        scores.judged(judged, observation, row);
        if (history != null) {
            history.judged(judged, observation, row);
        }
    }

    /** A series was forgotten; its history ends with its retention. */
    public void forget(String series) {
        scores.forget(series);
    }

    @Override
    public void close() {
        latest.remove(scores);
    }
}
