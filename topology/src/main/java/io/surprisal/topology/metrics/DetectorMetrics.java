package io.surprisal.topology.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.model.detect.Rejection;
import io.surprisal.model.detect.Verdict;
import io.surprisal.topology.input.Unreadable;
import io.surprisal.topology.weights.ModelListener;
import io.surprisal.topology.weights.ModelVersions;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All that the detector counts, with names as Prometheus shows them. None has the series key as a tag.
 *
 * <pre>
 *   surprisal_records_total                  records of the input topic that were processed
 *   surprisal_observations_total{verdict}    of these: normal, anomalous (at or above the threshold), warming_up,
 *                                            missing, duplicate, late, redelivered, rejected
 *   surprisal_unreadable_total               of these: those that are no observation
 *   surprisal_alerts_total                   of the anomalous: those outside a refractory period that no policy rules out
 *   surprisal_alerts_ruled_out_total         of the anomalous: those that would be alerts but for a policy
 *   surprisal_dead_letters_total{cause}      unreadable + rejected, by the rule that the record breaks
 *   surprisal_latency_milliseconds           distribution of the time from an observation's event time to its verdict; what
 *                                            consumers wait for the commit comes on top, at most commit.interval.ms
 *   surprisal_version_fallbacks_total        judged by another version than the scheduled one
 *   surprisal_version_changes_total          states taken over from another version
 *   surprisal_score_percent                  distribution of the scores of scored observations, 100 × score
 *   surprisal_models_refused_total           versions and records of the models topic that must not be used
 *   surprisal_model_alias_epoch              last entry of the alias' schedule that was read
 *   surprisal_model_changes_total            times that the versions or the schedule changed
 *   surprisal_policies                       patterns that have a policy which may be applied
 *   surprisal_routes                         patterns that are sent to a model
 *   surprisal_shadow_observations_total      observations that a challenger judged beside the champion
 *   surprisal_shadow_alerts_total            of these: those that it would have alerted
 *   surprisal_shadow_adoptions_total         challenger states that became those of their series when it was promoted
 *   surprisal_evidence_bytes_total           bytes of states written as evidence of alerts
 *   surprisal_series_begun_total             series that nothing was remembered of
 *   surprisal_series_forgotten_total         series forgotten because they were idle for state.ttl
 *   surprisal_incidents_records_total{status} records of incidents written: opened, updated, closed
 *   surprisal_incidents_open                 incidents that are open in the partitions of this instance
 *   surprisal_drift_*                        whether the data have drifted away from the model, see {@link DriftMetrics}
 * </pre>
 *
 * <p>The sums that hold: records = Σ observations + unreadable; Σ dead letters = unreadable + observations{rejected};
 * count of surprisal_latency_milliseconds = Σ observations; count of surprisal_score_percent = observations{normal} +
 * observations{anomalous}. After a crash the records of the last, uncommitted transaction are counted
 * again. Thread-safe.
 */
public final class DetectorMetrics implements ModelListener {

    /** Boundaries of the scores' histogram; 50 is one row in 1,000, 75 and 87.5 are three and six decades rarer. */
    private static final double[] SCORE_BOUNDARIES = {1, 5, 10, 20, 30, 40, 50, 62.5, 75, 87.5};

    /** Boundaries of the latency's histogram, milliseconds; what is above the last is history that is replayed. */
    private static final double[] LATENCY_BOUNDARIES = {
        50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000, 7_200_000
    };

    /** Micrometer's histograms count whole numbers. */
    private static final double PERCENT = 100;

    private final Counter records;
    private final Counter normal;
    private final Counter anomalous;
    private final Map<Verdict.Kind, Counter> unscored = new EnumMap<>(Verdict.Kind.class);
    private final Counter unreadable;
    private final Map<Unreadable.Cause, Counter> causes = new EnumMap<>(Unreadable.Cause.class);
    private final Map<Rejection, Counter> rejections = new EnumMap<>(Rejection.class);
    private final Counter alerts;
    private final Counter ruledOut;
    private final Counter versionFallbacks;
    private final Counter versionChanges;
    private final DistributionSummary scores;
    private final DistributionSummary latency;
    private final Counter modelsRefused;
    private final Counter modelChanges;
    private final DriftMetrics drift;
    private final Counter shadowed;
    private final Counter shadowAlerts;
    private final Counter adoptions;
    private final Counter evidence;
    private final Counter begun;
    private final Counter forgotten;
    private final Counter incidentsOpened;
    private final Counter incidentsUpdated;
    private final Counter incidentsClosed;
    private final AtomicLong incidentsOpen = new AtomicLong();
    private final AtomicLong aliasEpoch = new AtomicLong();
    private final AtomicLong policies = new AtomicLong();
    private final AtomicLong routes = new AtomicLong();

    /** Counts in this registry. */
    public DetectorMetrics(MeterRegistry registry) {
        records = counter(registry, "surprisal.records", "Records of the input topic that were processed");
        normal = verdict(registry, "normal");
        anomalous = verdict(registry, "anomalous");
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            if (kind != Verdict.Kind.SCORED) {
                unscored.put(kind, verdict(registry, lower(kind)));
            }
        }
        unreadable = counter(registry, "surprisal.unreadable", "Records that are no observation");
        for (Unreadable.Cause cause : Unreadable.Cause.values()) {
            causes.put(cause, deadLetters(registry, cause));
        }
        for (Rejection reason : Rejection.values()) {
            rejections.put(reason, deadLetters(registry, reason));
        }
        alerts = counter(registry, "surprisal.alerts", "Alerts written");
        ruledOut = counter(registry, "surprisal.alerts.ruled.out", "Rows that would be alerts but for a policy");
        versionFallbacks = counter(
                registry,
                "surprisal.version.fallbacks",
                "Observations judged by another version than the scheduled one");
        versionChanges =
                counter(registry, "surprisal.version.changes", "Series states taken over from another model version");
        scores = DistributionSummary.builder("surprisal.score")
                .description("Scores of scored observations")
                .baseUnit("percent")
                .scale(PERCENT)
                .serviceLevelObjectives(SCORE_BOUNDARIES)
                .register(registry);
        // No timer: its sum of nanoseconds overflows where years of history are replayed.
        latency = DistributionSummary.builder("surprisal.latency")
                .description("From the event time of an observation to its verdict")
                .baseUnit("milliseconds")
                .serviceLevelObjectives(LATENCY_BOUNDARIES)
                .register(registry);
        drift = new DriftMetrics(registry);
        modelsRefused = counter(registry, "surprisal.models.refused", "Model versions and records refused");
        modelChanges = counter(registry, "surprisal.model.changes", "Changes of the known versions or their schedule");
        shadowed = counter(
                registry, "surprisal.shadow.observations", "Observations that a challenger judged beside the champion");
        shadowAlerts = counter(registry, "surprisal.shadow.alerts", "Alerts that a challenger would have written");
        adoptions = counter(
                registry, "surprisal.shadow.adoptions", "Series that went on with the state of a promoted challenger");
        evidence = Counter.builder("surprisal.evidence")
                .description("States written as evidence of alerts")
                .baseUnit("bytes")
                .register(registry);
        begun = counter(registry, "surprisal.series.begun", "Series that nothing was remembered of");
        forgotten = counter(registry, "surprisal.series.forgotten", "Series forgotten because they were idle");
        incidentsOpened = incidents(registry, "opened");
        incidentsUpdated = incidents(registry, "updated");
        incidentsClosed = incidents(registry, "closed");
        registry.gauge("surprisal.incidents.open", incidentsOpen);
        registry.gauge("surprisal.model.alias.epoch", aliasEpoch);
        registry.gauge("surprisal.policies", policies);
        registry.gauge("surprisal.routes", routes);
    }

    /** Whether the data have drifted away from the model. */
    public DriftMetrics drift() {
        return drift;
    }

    /** A record was no observation, and went to the dead letters. */
    public void unreadable(Unreadable.Cause cause) {
        records.increment();
        unreadable.increment();
        count(causes.get(cause));
    }

    /**
     * An observation was judged.
     *
     * @param latencyMs from its event time to this moment, milliseconds; negative where its clock is ahead
     */
    public void judged(Verdict verdict, boolean versionFallback, long latencyMs) {
        records.increment();
        latency.record((double) Math.max(latencyMs, 0));
        if (verdict.kind() == Verdict.Kind.SCORED) {
            (verdict.score() >= verdict.threshold() ? anomalous : normal).increment();
            scores.record(verdict.score());
        } else {
            count(unscored.get(verdict.kind()));
        }
        if (verdict instanceof Verdict.Rejected rejected) {
            count(rejections.get(rejected.reason()));
        }
        if (verdict.alert()) {
            alerts.increment();
        }
        if (verdict instanceof Verdict.Scored scored && scored.ruledOut()) {
            ruledOut.increment();
        }
        if (versionFallback) {
            versionFallbacks.increment();
        }
    }

    /** A state of another version was taken over. */
    public void versionChanged() {
        versionChanges.increment();
    }

    /** A challenger judged an observation. */
    public void shadowed(Verdict verdict) {
        shadowed.increment();
        if (verdict.alert()) {
            shadowAlerts.increment();
        }
    }

    /** A series goes on with the state of a challenger that was promoted. */
    public void adopted() {
        adoptions.increment();
    }

    /** Evidence of an alert was written, with so many bytes of state. */
    public void evidence(int stateBytes) {
        evidence.increment(stateBytes);
    }

    /** A series came of which nothing was remembered. */
    public void begun() {
        begun.increment();
    }

    /** An idle series was forgotten. */
    public void forgotten() {
        forgotten.increment();
    }

    /** A record of an incident was written. */
    public void incident(Incident incident) {
        if (incident.getStatus() == IncidentStatus.CLOSED) {
            incidentsClosed.increment();
        } else if (incident.getRevision() == 1) {
            incidentsOpened.increment();
        } else {
            incidentsUpdated.increment();
        }
    }

    /** So many incidents more are open here. */
    public void incidentsOpen(int change) {
        incidentsOpen.addAndGet(change);
    }

    @Override
    public void changed(ModelVersions champion) {
        modelChanges.increment();
        aliasEpoch.set(champion.aliasEpoch());
    }

    @Override
    public void refused() {
        modelsRefused.increment();
    }

    @Override
    public void rules(int nowPolicies, int nowRoutes) {
        policies.set(nowPolicies);
        routes.set(nowRoutes);
    }

    private static Counter incidents(MeterRegistry registry, String status) {
        return Counter.builder("surprisal.incidents.records")
                .description("Records of incidents written")
                .tag("status", status)
                .register(registry);
    }

    private static Counter verdict(MeterRegistry registry, String verdict) {
        return Counter.builder("surprisal.observations")
                .description("Observations by what became of them")
                .tag("verdict", verdict)
                .register(registry);
    }

    private static Counter deadLetters(MeterRegistry registry, Enum<?> cause) {
        return Counter.builder("surprisal.dead.letters")
                .description("Dead letters written, by the rule that the record breaks")
                .tag("cause", lower(cause))
                .register(registry);
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
