package io.surprisal.topology.detect;

import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.series.SeriesState;
import io.surprisal.topology.output.Judged;
import io.surprisal.topology.weights.ModelChoice;
import org.jspecify.annotations.Nullable;

/** An observation on its way from the champion to the challenger. Never leaves the task. */
public final class Trial {

    private final Judged champion;
    private final double[] values;
    private final AlertPolicy policy;
    private final ModelChoice challenger;
    private final byte @Nullable [] before;

    /**
     * A trial.
     *
     * @param champion the observation with what counts
     * @param values of all configured features, transforms applied, [F]
     * @param policy that the champion judged it under
     * @param challenger the version that is tried
     * @param before the series' state before the observation; not changed by anyone
     */
    Trial(Judged champion, double[] values, AlertPolicy policy, ModelChoice challenger, byte @Nullable [] before) {
        this.champion = champion;
        this.values = values;
        this.policy = policy;
        this.challenger = challenger;
        this.before = before;
    }

    Judged champion() {
        return champion;
    }

    double[] values() {
        return values;
    }

    AlertPolicy policy() {
        return policy;
    }

    ModelChoice challenger() {
        return challenger;
    }

    /** The series' state before the observation, a copy; {@code null} for a series of which nothing was known. */
    @Nullable
    SeriesState before() {
        return SeriesStates.read(Nodes.SERIES_STATE, before);
    }
}
