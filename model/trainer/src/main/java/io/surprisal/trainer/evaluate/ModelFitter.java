package io.surprisal.trainer.evaluate;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.SeriesCatalogue;

/** Makes a model that suits a set of series better than a general one. */
@FunctionalInterface
public interface ModelFitter {

    /** Leaves the model as it is. */
    ModelFitter NONE = (base, data, progress) -> base;

    /**
     * Continues a model's training on the histories of a set of series, never on what is scored.
     *
     * @param base the model to start from
     * @return one model for all series
     * @throws io.surprisal.trainer.data.BadDataException if the histories cannot be read, or there is none
     */
    ModelSnapshot fit(ModelSnapshot base, SeriesCatalogue data, Progress progress);
}
