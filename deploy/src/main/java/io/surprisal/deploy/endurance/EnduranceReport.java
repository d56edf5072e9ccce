package io.surprisal.deploy.endurance;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of an endurance run.
 *
 * @param seconds how long the disturbed part took
 * @param observations records of the observations topic
 * @param alerts how many the disturbed instances raised
 * @param versions those that judged anything
 * @param disturbances how many of each kind
 * @param processes detector processes started
 * @param ended those that ended by themselves and were started again
 * @param faultCount observations without a score, with two, or with another one; 0 is the proof
 * @param faults the first of them, a line each
 */
public record EnduranceReport(
        long seconds,
        long observations,
        long alerts,
        Set<String> versions,
        Map<Disturbance, Integer> disturbances,
        int processes,
        int ended,
        long faultCount,
        List<String> faults) {}
