package io.surprisal.trainer.bench.injection;

import io.surprisal.trainer.inject.IncidentKind;

/**
 * What became of one incident.
 *
 * @param stretch number of the stretch that it was put into
 * @param several whether that has several features
 * @param kind of incident
 * @param strength in the kind's unit
 * @param found whether it was found at the method's threshold for one alert in 1,000 clean rows
 * @param foundByOwnRule whether it was found by the method's own alerts
 * @param chance whether the same rows without the incident have an alert at that threshold
 */
public record Trial(
        int stretch,
        boolean several,
        IncidentKind kind,
        double strength,
        boolean found,
        boolean foundByOwnRule,
        boolean chance) {}
