package io.surprisal.trainer.recognize;

import io.surprisal.trainer.inject.CleanStretch;
import io.surprisal.trainer.inject.Incident;
import io.surprisal.trainer.inject.IncidentKind;

/**
 * What injected incidents are called. Kinds that look alike in the row of their first alert have one name: a spike, a burst and
 * a shift of level all begin with a jump, and only later rows tell them apart.
 */
final class InjectedNames {

    static final String JUMP_UP = "jump up";
    static final String JUMP_DOWN = "jump down";
    static final String DRIFT = "drift";
    static final String MORE_NOISE = "more noise";
    static final String FLAT_LINE = "flat line";
    static final String OFF_SCHEDULE = "off schedule";
    static final String DROPOUT = "dropout";

    /** A feature that has left the others is told by several features, of which a head reads one: no name is taught. */
    static final String OTHER = "relation";

    private InjectedNames() {}

    /**
     * The name of an incident.
     *
     * @param feature the one that the alert is about
     */
    static String of(Incident incident, CleanStretch clean, int feature) {
        return switch (incident.kind()) {
            case SPIKE, BURST, LEVEL_SHIFT_UP, LEVEL_SHIFT_DOWN ->
                isUpwards(incident, clean, feature) ? JUMP_UP : JUMP_DOWN;
            case DRIFT -> DRIFT;
            case VARIANCE -> MORE_NOISE;
            case FLAT_LINE -> FLAT_LINE;
            case MISSING_PEAK, OUT_OF_HOURS, CHANGED_PERIOD -> OFF_SCHEDULE;
            case DROPOUT -> DROPOUT;
            case BROKEN_CORRELATION -> OTHER;
        };
    }

    /** Whether a kind is taught. */
    static boolean isTaught(IncidentKind kind) {
        return kind != IncidentKind.BROKEN_CORRELATION;
    }

    private static boolean isUpwards(Incident incident, CleanStretch clean, int feature) {
        int first = incident.rows().first();
        return incident.row(first)[feature] >= clean.row(first)[feature];
    }
}
