package io.surprisal.topology.view;

import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.RowReading;
import io.surprisal.model.detect.Verdict;
import io.surprisal.topology.output.Judged;
import org.apache.kafka.streams.state.WindowStore;

/** Writes the rows of a task's series to the store of the history. Not thread-safe. */
final class ScoreHistory {

    private final WindowStore<String, byte[]> store;
    private String sha256 = "";
    private int model;

    ScoreHistory(WindowStore<String, byte[]> store) {
        this.store = store;
    }

    void judged(Judged judged, Observation observation, RowReading row) {
        int features = row.features();
        double[] observed = new double[features];
        double[] expected = new double[features];
        float[] spread = new float[features];
        for (int feature = 0; feature < features; feature++) {
            observed[feature] = observation.value(feature);
            expected[feature] = row.expected(feature);
            spread[feature] = (float) row.spread(feature);
        }
        Verdict verdict = judged.verdict();
        byte[] bytes = new HistoryRow(
                        flags(judged),
                        model(judged.model().sha256()),
                        (float) verdict.score(),
                        (float) verdict.threshold(),
                        observed,
                        expected,
                        spread)
                .bytes();
        store.put(judged.reading().series(), bytes, observation.eventTimeMs());
    }

    private static int flags(Judged judged) {
        int flags = judged.versionFallback() ? HistoryRow.VERSION_FALLBACK : 0;
        if (judged.verdict() instanceof Verdict.Scored scored) {
            flags |= HistoryRow.SCORED;
            flags |= scored.alert() ? HistoryRow.ALERT : 0;
            flags |= scored.silenced() ? HistoryRow.SILENCED : 0;
        }
        return flags;
    }

    /** Almost always that of the row before. */
    private int model(String hash) {
        if (!hash.equals(sha256)) {
            sha256 = hash;
            model = HistoryRow.modelOf(hash);
        }
        return model;
    }
}
