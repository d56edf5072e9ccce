package io.surprisal.model.policy;

import io.surprisal.model.math.Functions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How much rarer a row of a series must be to be anomalous, because people have called its incidents false alarms.
 *
 * <p>In the order of their times each false alarm adds {@value #STEP} decades of rarity, each true alarm takes as much away; the
 * sum stays within 0 and {@value #MOST}, and halves in {@value #HALF_LIFE_DAYS} days. Immutable.
 */
public final class Leniency {

    /** Nobody has judged. */
    public static final Leniency NONE = new Leniency(List.of());

    /** Decades of nominal rate that one judgement moves the threshold by. */
    public static final double STEP = 0.5;

    /** Decades by which it is moved at most: rows a hundred times rarer. */
    public static final double MOST = 2;

    /** Days of event time in which what was added halves. */
    public static final int HALF_LIFE_DAYS = 30;

    private static final double HALF_LIFE_MS = HALF_LIFE_DAYS * 86_400_000.0;

    /** Below this it is nothing any more, so that thresholds are the usual ones again, bit for bit. */
    private static final double LEAST = 0.01;

    /**
     * What somebody says of an incident.
     *
     * @param fromMs first event time for which it counts, milliseconds since 1970
     * @param falseAlarm else it was a true one
     */
    public record Judgement(long fromMs, boolean falseAlarm) {}

    private final List<Judgement> judgements; // by time

    private Leniency(List<Judgement> judgements) {
        this.judgements = judgements;
    }

    /** Of these judgements, in any order. */
    public static Leniency of(Collection<Judgement> judgements) {
        return judgements.isEmpty()
                ? NONE
                : new Leniency(judgements.stream()
                        .sorted(Comparator.comparingLong(Judgement::fromMs).thenComparing(Judgement::falseAlarm))
                        .toList());
    }

    /** Whether nobody has judged. */
    public boolean isNone() {
        return judgements.isEmpty();
    }

    /** Decades of rarity that a row of this event time must have more, 0 to {@value #MOST}. */
    public double at(long eventTimeMs) {
        double more = 0;
        long since = Long.MIN_VALUE;
        for (Judgement judgement : judgements) {
            if (judgement.fromMs() > eventTimeMs) {
                break;
            }
            more = faded(more, since, judgement.fromMs());
            more = Math.min(Math.max(more + (judgement.falseAlarm() ? STEP : -STEP), 0), MOST);
            since = judgement.fromMs();
        }
        more = faded(more, since, eventTimeMs);
        return more < LEAST ? 0 : more;
    }

    /** The policy with a threshold so much rarer. */
    public AlertPolicy soften(AlertPolicy policy, long eventTimeMs) {
        double more = at(eventTimeMs);
        return more == 0
                ? policy
                : new AlertPolicy(
                        policy.side(),
                        policy.minDeviation(),
                        policy.minRelativeDeviation(),
                        new Sensitivity.Raised(policy.sensitivity(), more));
    }

    private static double faded(double more, long fromMs, long toMs) {
        return more == 0 ? 0 : more * Functions.exp2(-(toMs - fromMs) / HALF_LIFE_MS);
    }
}
