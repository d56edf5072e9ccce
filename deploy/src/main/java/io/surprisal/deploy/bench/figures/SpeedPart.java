package io.surprisal.deploy.bench.figures;

import io.surprisal.trainer.Progress;
import java.io.IOException;

/** A part of the bench that can run by itself. */
public interface SpeedPart {

    /**
     * Measures.
     *
     * @param figures take what was measured
     * @param progress is told how far it has come
     */
    void run(Extent extent, Figures figures, Progress progress) throws IOException, InterruptedException;
}
