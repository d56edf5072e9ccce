package io.surprisal.trainer.bench.injection;

import io.surprisal.trainer.inject.IncidentKind;
import java.util.List;
import java.util.function.Predicate;

/**
 * What one method found.
 *
 * @param name of the method
 * @param one its alerts on clean stretches of one feature
 * @param several its alerts on those of several
 * @param trials all incidents
 */
public record MethodResult(String name, CleanRate one, CleanRate several, List<Trial> trials) {

    /** Owns its list. */
    public MethodResult {
        trials = List.copyOf(trials);
    }

    /** The share of the incidents of a kind that have a property; NaN if there is none of this kind. */
    public double share(boolean ofSeveral, IncidentKind kind, Predicate<Trial> property) {
        return share(trial -> trial.several() == ofSeveral && trial.kind() == kind, property);
    }

    /** The share of the incidents of a kind and strength that have a property; NaN if there is none. */
    public double share(boolean ofSeveral, IncidentKind kind, double strength, Predicate<Trial> property) {
        return share(
                trial -> trial.several() == ofSeveral && trial.kind() == kind && trial.strength() == strength,
                property);
    }

    private double share(Predicate<Trial> which, Predicate<Trial> property) {
        List<Trial> chosen = trials.stream().filter(which).toList();
        return (double) chosen.stream().filter(property).count() / chosen.size();
    }

    /** The mean over the kinds of the share that has a property: all kinds count alike. NaN if there is no incident. */
    public double mean(boolean ofSeveral, Predicate<Trial> property) {
        double sum = 0;
        int kinds = 0;
        for (IncidentKind kind : IncidentKind.values()) {
            double share = share(ofSeveral, kind, property);
            if (!Double.isNaN(share)) {
                sum += share;
                kinds++;
            }
        }
        return sum / kinds;
    }
}
