package io.surprisal.trainer.evaluate;

import io.surprisal.model.detect.FeatureExplanation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.trainer.evaluate.metric.HitRate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares the features that contributed most to the scores of each incident of one series with those that experts named.
 * A feature's part of an incident is the sum over its rows of the feature's part of A, −log10 of the row's nominal rate, so
 * that rows which stand out weigh more. Not thread-safe.
 */
final class Attribution {

    private final List<FeatureLabels.Incident> incidents;
    private final List<Map<String, Double>> contributions = new ArrayList<>(); // by feature, of each incident

    Attribution(List<FeatureLabels.Incident> incidents) {
        this.incidents = incidents;
        incidents.forEach(incident -> contributions.add(new TreeMap<>()));
    }

    /** Whether a row's explanation is wanted: whether it lies in an incident. */
    boolean wants(long index) {
        return incidents.stream().anyMatch(incident -> incident.holds(index));
    }

    /** Takes the verdict on a row that is wanted. */
    void add(long index, Verdict verdict) {
        if (verdict instanceof Verdict.Scored scored) {
            for (int i = 0; i < incidents.size(); i++) {
                if (incidents.get(i).holds(index)) {
                    for (FeatureExplanation feature : scored.explanation().features()) {
                        contributions
                                .get(i)
                                .merge(feature.feature(), scored.rarity() * feature.contribution(), Double::sum);
                    }
                }
            }
        }
    }

    /** How well they agree; incidents none of whose rows was scored are missed wholly. */
    HitRate hitRate() {
        HitRate rate = HitRate.NONE;
        for (int i = 0; i < incidents.size(); i++) {
            rate = rate.plus(
                    HitRate.of(ranked(contributions.get(i)), incidents.get(i).features()));
        }
        return rate;
    }

    private static List<String> ranked(Map<String, Double> parts) {
        return parts.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
