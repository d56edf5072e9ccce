package io.surprisal.topology.detect;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Explain;
import io.surprisal.topology.settings.DetectorSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One task's detectors, made at a version's first use. Not thread-safe, like the detectors. */
final class Detectors {

    /**
     * Around a swap late rows may still need the version before, a canary needs two, each route has its own; more are only
     * needed by a replay of long history.
     */
    private static final int KEPT = 16;

    private static final float LOAD_FACTOR = 0.75f;

    private final DetectorSettings.Input input;
    private final Map<ModelSnapshot, ModelDetector> byModel = new LinkedHashMap<>(KEPT, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelSnapshot, ModelDetector> eldest) {
            return size() > KEPT;
        }
    };

    /** Almost always the one that is asked for. */
    private @Nullable ModelDetector last;

    Detectors(DetectorSettings.Input input) {
        this.input = input;
    }

    /** The detector of a version. */
    ModelDetector of(ModelSnapshot model) {
        if (last == null || !last.detector().model().equals(model)) {
            last = byModel.computeIfAbsent(model, each -> new ModelDetector(each, input, Explain.ALERTS));
        }
        return last;
    }
}
