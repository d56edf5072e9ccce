package io.surprisal.topology.api;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.series.SeriesState;
import io.surprisal.topology.weights.ModelDirectory;
import java.util.List;
import java.util.Optional;

/** The models that states were made under, and the names of the features in them. */
final class StateModels {

    private final ModelDirectory directory;
    private final List<String> configured;

    /**
     * Models of a directory.
     *
     * @param configured names of all features, in order
     */
    StateModels(ModelDirectory directory, List<String> configured) {
        this.directory = directory;
        this.configured = configured;
    }

    /** The model that a state belongs to, if it is known and scores these features. */
    Optional<ModelSnapshot> of(SeriesState state) {
        return ofHash(state.modelSha256());
    }

    /** The model of this hash, likewise. */
    Optional<ModelSnapshot> ofHash(String sha256) {
        return directory.lines().ofHash(sha256);
    }

    /** The model whose hash begins so, likewise. */
    Optional<ModelSnapshot> ofHashBeginning(String digits) {
        return directory.lines().ofHashBeginning(digits);
    }

    /** The names of the features that a model scores, in its order; those that are configured where it is not known. */
    List<String> features(Optional<ModelSnapshot> model) {
        return model.map(ModelSnapshot::spec)
                .map(ModelSpec::features)
                .filter(own -> !own.isEmpty())
                .orElse(configured);
    }

    /** The names of a state's features, in its order; empty where they are not those of the model or configured. */
    List<String> features(SeriesState state) {
        List<String> names = features(of(state));
        return ModelSpec.featureSetHash(names) == state.header().featureSetHash() ? names : List.of();
    }
}
