package io.surprisal.trainer.bench.injection;

import io.surprisal.model.ModelIdentity;
import java.time.Duration;
import java.util.List;

/**
 * What an injection bench found.
 *
 * @param model of the first method
 * @param took wall-clock time
 * @param stretches how many of one feature, how many of several
 * @param methods the model's first
 */
public record InjectionReport(ModelIdentity model, Duration took, Stretches stretches, List<MethodResult> methods) {

    /** Owns its list. */
    public InjectionReport {
        methods = List.copyOf(methods);
    }

    /**
     * How many clean stretches there were.
     *
     * @param one those of one feature
     * @param several those of several
     */
    public record Stretches(int one, int several) {}
}
