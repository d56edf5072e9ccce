package io.surprisal.topology.weights;

import io.surprisal.model.ModelSpec;
import java.util.List;

/**
 * Whether a model can score what this application reads. A model that names its features scores these alone, in its own
 * order; one that names none scores all that are configured.
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

    /** Why it cannot, with what is missing by name, or an empty text. */
    public String objection(ModelSpec spec) {
        String missing = missing("features", spec.features(), features);
        return missing.isEmpty() ? missing("covariates", spec.covariates(), covariates) : missing;
    }

    /** The same for the model that stands in for all others: it must read every covariate, not some of them. */
    String objectionToBundled(ModelSpec spec) {
        if (!spec.covariates().equals(covariates)) {
            return "made for other covariates: model=" + spec.covariates() + ", configured=" + covariates;
        }
        return objection(spec);
    }

    private static String missing(String what, List<String> wanted, List<String> there) {
        List<String> missing =
                wanted.stream().filter(name -> !there.contains(name)).toList();
        return missing.isEmpty()
                ? ""
                : "it wants " + what + " that the input lacks: " + String.join(", ", missing) + "; configured are "
                        + (there.isEmpty() ? "none" : String.join(", ", there));
    }
}
