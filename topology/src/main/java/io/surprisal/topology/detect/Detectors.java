package io.surprisal.topology.detect;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.series.SeriesState;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One task's detectors, made at a version's first use. Not thread-safe, like the detectors. */
final class Detectors {

    /** Around a swap late rows may still need the version before; more are only needed by a replay of long history. */
    private static final int KEPT = 4;

    private static final float LOAD_FACTOR = 0.75f;

    private final List<String> features;
    private final Map<ModelSnapshot, Detector> byModel = new LinkedHashMap<>(KEPT, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelSnapshot, Detector> eldest) {
            return size() > KEPT;
        }
    };

    /** Almost always the one that is asked for. */
    private @Nullable Detector last;

    private byte[] lastSha256 = {};

    Detectors(List<String> features) {
        this.features = List.copyOf(features);
    }

    /** The detector of a version. */
    Detector of(ModelSnapshot model) {
        if (last == null || !last.model().equals(model)) {
            last = byModel.computeIfAbsent(model, each -> new Detector(each, features, Explain.ALERTS));
            lastSha256 = HexFormat.of().parseHex(model.identity().sha256());
        }
        return last;
    }

    /** Whether a state was made under another version than the one asked for last. */
    boolean isOfAnother(SeriesState state) {
        return !state.isOfModel(lastSha256);
    }
}
