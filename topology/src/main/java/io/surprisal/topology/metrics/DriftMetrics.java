package io.surprisal.topology.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.surprisal.model.detect.DriftProbe;

/**
 * Whether the data have drifted away from the model, so that it is time to train anew. Each is 1 while all is as the model
 * and the series have known it, a mean over about the last {@value #MEMORY_ROWS} rows that this instance has scored, and not
 * a number before the first {@value #FIRST_ROWS}:
 *
 * <pre>
 *   surprisal_drift_input                    how far values are from their series' long mean, in long deviations
 *   surprisal_drift_residual                 how far values are from their forecasts, in what is usual for their series
 *   surprisal_drift_calibration{nominal}     rows that are as rare as one in 10 and one in 1,000, for each expected one
 * </pre>
 *
 * <p>The last is the model's own promise. The first two move before it: a series takes a new scale for granted in the end, a
 * network that no longer fits does not. Thread-safe.
 */
public final class DriftMetrics {

    static final int MEMORY_ROWS = 50_000;
    static final int FIRST_ROWS = 1_000;

    private static final double ONE_IN_10 = 1;
    private static final double ONE_IN_1000 = 3;

    private long rows;
    private double values;
    private double inputs;
    private double residuals;
    private double scales;
    private double oneIn10;
    private double oneIn1000;

    DriftMetrics(MeterRegistry registry) {
        Gauge.builder("surprisal.drift.input", this, DriftMetrics::input)
                .description("Root mean square distance of values from their series' long mean, in long deviations")
                .register(registry);
        Gauge.builder("surprisal.drift.residual", this, DriftMetrics::residual)
                .description(
                        "Root mean square distance of values from their forecasts, in what is usual for their series")
                .register(registry);
        Gauge.builder("surprisal.drift.calibration", this, DriftMetrics::oneIn10)
                .description("Rows of at most this nominal rate for each expected one")
                .tag("nominal", "0.1")
                .register(registry);
        Gauge.builder("surprisal.drift.calibration", this, DriftMetrics::oneIn1000)
                .description("Rows of at most this nominal rate for each expected one")
                .tag("nominal", "0.001")
                .register(registry);
    }

    /**
     * A row was scored.
     *
     * @param row what it shows of drift
     * @param rarity −log10 of its nominal rate
     */
    public synchronized void scored(DriftProbe row, double rarity) {
        rows++;
        double rate = Math.max(1.0 / rows, 1.0 / MEMORY_ROWS);
        values += rate * (row.values() - values);
        inputs += rate * (row.inputs() - inputs);
        residuals += rate * (row.residuals() - residuals);
        scales += rate * (row.scales() - scales);
        oneIn10 += rate * ((rarity >= ONE_IN_10 ? 1 : 0) - oneIn10);
        oneIn1000 += rate * ((rarity >= ONE_IN_1000 ? 1 : 0) - oneIn1000);
    }

    private synchronized double input() {
        return known(Math.sqrt(inputs / values));
    }

    private synchronized double residual() {
        return known(Math.sqrt(residuals / scales));
    }

    private synchronized double oneIn10() {
        return known(oneIn10 * 10);
    }

    private synchronized double oneIn1000() {
        return known(oneIn1000 * 1000);
    }

    private double known(double value) {
        return rows < FIRST_ROWS ? Double.NaN : value;
    }
}
