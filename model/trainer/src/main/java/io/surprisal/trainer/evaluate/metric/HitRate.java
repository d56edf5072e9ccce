package io.surprisal.trainer.evaluate.metric;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How well a ranking of the features fits the features that experts named for an incident [1]: of an incident with k
 * named features, the share of them among the first k of the ranking (HitRate@100%). An incident counts once, however many
 * features it has.
 *
 * <p>[1] Su et al., Robust Anomaly Detection for Multivariate Time Series through Stochastic Recurrent Neural Network, KDD
 * 2019, section 5.5.
 *
 * @param incidents incidents judged
 * @param sum of their shares
 */
public record HitRate(long incidents, double sum) {

    /** Nothing judged yet. */
    public static final HitRate NONE = new HitRate(0, 0);

    /**
     * Judges one incident.
     *
     * @param ranked features, the one that contributes most first
     * @param named at least one
     */
    public static HitRate of(List<String> ranked, Set<String> named) {
        Set<String> first = new HashSet<>(ranked.subList(0, Math.min(named.size(), ranked.size())));
        first.retainAll(named);
        return new HitRate(1, (double) first.size() / named.size());
    }

    /** These incidents and others. */
    public HitRate plus(HitRate other) {
        return new HitRate(incidents + other.incidents, sum + other.sum);
    }

    /** Mean share of the incidents, 0 to 1; NaN without any. */
    public double mean() {
        return incidents == 0 ? Double.NaN : sum / incidents;
    }
}
