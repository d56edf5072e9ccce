package io.surprisal.model.series;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.VersionChange;
import java.util.List;
import java.util.stream.IntStream;

/** Fresh states for tests. */
public final class States {

    private static final int HIDDEN_SIZE = 4;
    private static final String NO_MODEL = "0".repeat(64);

    private States() {}

    /** A state of a small network. */
    public static SeriesState fresh(int features) {
        ModelSpec spec = new ModelSpec(CellKind.LSTM, 1, HIDDEN_SIZE, List.of(), List.of(), VersionChange.REPLAY);
        List<String> names =
                IntStream.range(0, features).mapToObj(Integer::toString).toList();
        return SeriesState.create(spec, NO_MODEL, new FeatureSet(names), 0);
    }
}
