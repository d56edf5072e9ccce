package io.surprisal.topology.weights;

import io.surprisal.model.ModelSpec;
import java.util.List;

/**
 * Whether a model can score what this application reads.
 *
 * @param features names of what is scored, in order
 * @param covariates names of what the network reads besides, in order
 */
public record ModelFit(List<String> features, List<String> covariates) {

    /** Copies the lists. */
    public ModelFit {
        features = List.copyOf(features);
        covariates = List.copyOf(covariates);
    }

    /** Why it cannot, or an empty text. */
    public String objection(ModelSpec spec) {
        if (!spec.features().isEmpty() && !spec.features().equals(features)) {
            return "made for other features: model=" + spec.features() + ", configured=" + features;
        }
        if (!spec.covariates().equals(covariates)) {
            return "made for other covariates: model=" + spec.covariates() + ", configured=" + covariates;
        }
        return "";
    }
}
