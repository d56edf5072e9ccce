package io.surprisal.topology.detect;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.avro.Anomaly;
import io.surprisal.avro.DeadLetter;
import io.surprisal.avro.Incident;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.DriftProbe;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import io.surprisal.topology.deadline.IdleSeries;
import io.surprisal.topology.deadline.SilentSeries;
import io.surprisal.topology.detect.RateTransform.Transformed;
import io.surprisal.topology.feedback.FeedbackDirectory;
import io.surprisal.topology.incident.Incidents;
import io.surprisal.topology.incident.SeriesRow;
import io.surprisal.topology.input.Arrival;
import io.surprisal.topology.input.Reading;
import io.surprisal.topology.input.SourceCoordinates;
import io.surprisal.topology.input.Unreadable;
import io.surprisal.topology.metrics.DetectorMetrics;
import io.surprisal.topology.output.Anomalies;
import io.surprisal.topology.output.DeadLetters;
import io.surprisal.topology.output.Evidence;
import io.surprisal.topology.output.Judged;
import io.surprisal.topology.output.Scores;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.view.LatestScores;
import io.surprisal.topology.view.ViewRecorder;
import io.surprisal.topology.weights.ModelChoice;
import io.surprisal.topology.weights.ModelDirectory;
import java.time.Duration;
import java.util.Locale;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Judges each observation with the state of its series and writes what comes of it: the state to the store, alerts, scores
 * and dead letters to their sinks. One for each task.
 */
public final class DetectProcessor extends ContextualProcessor<byte[], Arrival, Object, Object> {

    /** No value deviates by so much: the guard rejects it before. */
    private static final double BEYOND_ALL = Double.MAX_VALUE;

    /** How often it is looked whether the partition has gone quiet. */
    private static final Duration QUIET_CHECK = Duration.ofSeconds(10);

    private final DetectorSettings settings;
    private final DetectorMetrics metrics;
    private final Detectors detectors;
    private final VersionChooser chooser;
    private final RuleLookup<AlertPolicy> policies;
    private final LeniencyLookup leniency;
    private final MaintenanceLookup maintenance;
    private final RateTransform rates;
    private final DriftProbe drift = new DriftProbe();
    private final LatestScores latest;

    // Set by init, before any record.
    private @Nullable KeyValueStore<String, byte[]> states;
    private @Nullable KeyValueStore<String, byte[]> readings;
    private @Nullable ShadowStates shadows;
    private @Nullable ViewRecorder view;
    private @Nullable IdleSeries idle; // where series are forgotten
    private @Nullable Incidents incidents; // where they are written
    private @Nullable SilentSeries silence; // where silent series are

    /** A processor of one task; all but the metrics, the directory and the latest scores is its own. */
    public DetectProcessor(
            DetectorSettings settings,
            ModelDirectory directory,
            FeedbackDirectory feedback,
            Patience patience,
            DetectorMetrics metrics,
            LatestScores latest) {
        this.settings = settings;
        this.metrics = metrics;
        this.latest = latest;
        this.detectors = new Detectors(settings.input());
        this.chooser = new VersionChooser(
                directory,
                patience,
                settings.model().patience(),
                settings.model().name());
        this.policies = new RuleLookup<>(directory.policies(), AlertPolicy.USUAL);
        this.leniency = new LeniencyLookup(feedback);
        this.maintenance = new MaintenanceLookup(directory.maintenance());
        this.rates = new RateTransform(settings.input().features());
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        states = context.getStateStore(Nodes.SERIES_STATE);
        shadows = new ShadowStates(context.getStateStore(Nodes.SHADOW_STATE));
        if (settings.input().remembersReadings()) {
            readings = context.getStateStore(Nodes.TRANSFORM_STATE);
        }
        view = new ViewRecorder(latest, settings.keepsHistory() ? context.getStateStore(Nodes.SCORE_HISTORY) : null);
        if (settings.incidents().enabled()) {
            incidents = new Incidents(
                    settings.incidents(), context.getStateStore(Nodes.INCIDENT_STATE), incidentListener());
        }
        SeriesMemory memory =
                new SeriesMemory(required(states), readings, required(shadows), required(view), metrics, incidents);
        if (settings.forgetsSeries()) {
            idle = new IdleSeries(settings.stateTtl(), context.getStateStore(Nodes.DEADLINES), memory);
        }
        if (incidents != null && settings.incidents().findsSilence()) {
            SilentSeries watched = new SilentSeries(
                    context.getStateStore(Nodes.DEADLINES),
                    new SeriesReports(
                            memory, required(states), settings.incidents().silenceFactor(), incidents, maintenance));
            context.schedule(QUIET_CHECK, PunctuationType.WALL_CLOCK_TIME, watched::quiet);
            silence = watched;
        }
    }

    @Override
    public void process(Record<byte[], Arrival> record) {
        Arrival arrival = record.value();
        if (arrival.decoded() instanceof Unreadable unreadable) {
            metrics.unreadable(unreadable.cause());
            deadLetter(arrival, unreadable.cause().name(), unreadable.message(), record.timestamp());
        } else if (arrival.decoded() instanceof Reading reading) {
            judge(arrival, reading, required(states));
        }
    }

    private void judge(Arrival arrival, Reading reading, KeyValueStore<String, byte[]> store) {
        SourceCoordinates source = arrival.source();
        String series = reading.series();
        byte[] stored = store.get(series);
        SeriesState state = SeriesStates.read(Nodes.SERIES_STATE, stored);
        VersionChooser.Chosen chosen = chooser.choose(series, versionTime(state, reading), state);
        ModelChoice choice = chosen.champion();
        ModelDetector model = detectors.of(choice.model());
        Detector detector = model.detector();
        Transformed transformed = transformed(reading);
        double[] values = transformed == null ? reading.values() : transformed.values();
        Observation observation = model.observation(reading, values, source);
        String window = maintenance.at(series, reading.eventTimeMs());
        AlertPolicy policy = policy(reading, window);
        @Nullable SeriesState promoted = state == null ? null : promoted(series, state, model);
        byte[] before = promoted == null
                ? SeriesStates.unchanged(stored, state)
                : promoted.bytes().clone();
        SeriesState own = adopted(promoted == null ? state : promoted, model, chosen);
        Verdict verdict = detector.detect(own, observation, policy);
        if (verdict.kind().changesState()) {
            store.put(series, own.bytes());
            remember(reading, transformed, verdict);
        }
        if (stored == null && verdict.kind().changesState()) {
            metrics.begun();
        }
        if (idle != null && verdict.kind().changesState()) {
            observed(idle, reading, verdict, stored == null);
        }
        Judged judged =
                new Judged(reading, source, verdict, choice.model().identity(), choice.versionFallback(), window);
        metrics.judged(verdict, choice.versionFallback(), context().currentSystemTimeMs() - reading.eventTimeMs());
        required(view).judged(judged, observation, detector.reading());
        if (verdict instanceof Verdict.Scored scored) {
            drift.read(detector, own);
            metrics.drift().scored(drift, scored.rarity());
        }
        @Nullable Anomaly alert = write(arrival, judged);
        if (incidents != null) {
            watch(incidents, judged, row(judged, own, detector, alert));
        }
        long timestampMs = outputTimestamp(judged);
        if (verdict.alert() && settings.writesEvidence()) {
            AlertEvidence evidence = Evidence.of(judged, detector, observation, policy, before, choice.aliasEpoch());
            context().forward(new Record<>(evidence.getAlertId(), evidence, timestampMs), Nodes.ALERT_EVIDENCE);
            metrics.evidence(evidence.getStateBefore().remaining());
        }
        ModelChoice challenger = chosen.challenger();
        if (challenger == null || !settings.runsChallengers()) {
            required(shadows).remove(series);
            return;
        }
        required(shadows).expectSome();
        Trial trial = new Trial(judged, values, policy, challenger, before);
        context().forward(new Record<>(series, trial, timestampMs), Nodes.SHADOW);
    }

    /**
     * What a challenger remembers of a series, if that challenger is the champion now; so nothing begins anew. What was
     * alerted last is remembered as it was: the challenger's alerts were not raised.
     */
    private @Nullable SeriesState promoted(String series, SeriesState state, ModelDetector model) {
        if (!model.isOfAnother(state)) {
            return null;
        }
        SeriesState tried = required(shadows).abreast(series, model, state);
        if (tried != null) {
            Detector.carryAlerts(state, tried);
            metrics.versionChanged();
            metrics.adopted();
        }
        return tried;
    }

    private static void observed(IdleSeries idle, Reading reading, Verdict verdict, boolean first) {
        // Where a clock was wrong, the series is due when it was believed.
        if (first || isSetBack(verdict)) {
            idle.begin(reading.series(), reading.eventTimeMs());
        }
        idle.observe(reading.series(), reading.eventTimeMs());
    }

    private static boolean isSetBack(Verdict verdict) {
        return verdict instanceof Verdict.Late late && late.clockTakenBack();
    }

    /** A late row must not take the series back to a version before that of its last row. */
    private static long versionTime(@Nullable SeriesState state, Reading reading) {
        if (state == null || state.u32(SeriesStateLayout.ROWS) == 0) {
            return reading.eventTimeMs();
        }
        return Math.max(reading.eventTimeMs(), state.i64(SeriesStateLayout.LAST_EVENT_TIME));
    }

    /** Stamped with what this instance had read, so that another one that has read less waits. */
    private SeriesState adopted(@Nullable SeriesState state, ModelDetector model, VersionChooser.Chosen chosen) {
        Detector detector = model.detector();
        if (state != null && model.isOfAnother(state)) {
            metrics.versionChanged();
        }
        SeriesState adopted = detector.adopt(
                state == null ? SeriesState.wrap(detector.newState()) : state,
                chosen.champion().aliasEpoch());
        adopted.putI32(SeriesStateLayout.ROUTE_EPOCH, (int) chosen.routeEpoch());
        return adopted;
    }

    private @Nullable Transformed transformed(Reading reading) {
        return readings == null
                ? null
                : rates.apply(readings.get(reading.series()), reading.eventTimeMs(), reading.values());
    }

    private void remember(Reading reading, @Nullable Transformed transformed, Verdict verdict) {
        if (readings == null || transformed == null) {
            return;
        }
        if (verdict instanceof Verdict.Late late) {
            if (late.clockTakenBack()) {
                readings.put(reading.series(), rates.restart(reading.eventTimeMs(), reading.values()));
            }
            return;
        }
        readings.put(reading.series(), transformed.memory());
    }

    /** What holds for a series, what people have judged of it counted in; in an announced window no row is an alert. */
    private AlertPolicy policy(Reading reading, String window) {
        AlertPolicy policy = leniency.soften(
                policies.of(reading.series(), reading.eventTimeMs()), reading.series(), reading.eventTimeMs());
        return window.isEmpty()
                ? policy
                : new AlertPolicy(policy.side(), BEYOND_ALL, policy.minRelativeDeviation(), policy.sensitivity());
    }

    /** Only rows with a value are seen: a series that sends none is silent. */
    private void watch(Incidents watched, Judged judged, SeriesRow row) {
        Verdict.Kind kind = judged.verdict().kind();
        boolean advanced = kind == Verdict.Kind.SCORED || kind == Verdict.Kind.WARMING_UP;
        long silentSinceMs = watched.silentSinceMs(row.series());
        if (advanced) {
            watched.row(row);
        }
        if (silence == null) {
            return;
        }
        if (advanced && silentSinceMs >= 0) {
            silence.returned(row.series(), silentSinceMs, row.eventTimeMs());
        } else if ((advanced && row.number() == 1) || isSetBack(judged.verdict())) {
            silence.begin(row.series(), row.eventTimeMs());
        }
        if (advanced) {
            silence.observe(row.series(), row.eventTimeMs(), context().currentSystemTimeMs());
        }
    }

    /** What incidents see of an observation that was judged. */
    private static SeriesRow row(Judged judged, SeriesState state, Detector detector, @Nullable Anomaly alert) {
        // Of a row above the threshold the state says by this whether the policy allows it.
        boolean anomalous = alert != null || state.u16(SeriesStateLayout.ROWS_SINCE_ALERT) == 0;
        return new SeriesRow(
                judged.reading().series(),
                judged.reading().eventTimeMs(),
                state.u32(SeriesStateLayout.ROWS),
                judged.source().id(),
                anomalous && judged.verdict() instanceof Verdict.Scored scored ? scored : null,
                alert,
                detector.model().calibration().refractoryRows());
    }

    private Incidents.Listener incidentListener() {
        return new Incidents.Listener() {
            @Override
            public void changed(Incident incident) {
                metrics.incident(incident);
                context()
                        .forward(
                                new Record<>(
                                        incident.getIncidentId(),
                                        incident,
                                        context().currentSystemTimeMs()),
                                Nodes.INCIDENTS);
            }

            @Override
            public void open(int change) {
                metrics.incidentsOpen(change);
            }
        };
    }

    @Override
    public void close() {
        if (incidents != null) {
            incidents.handOver();
        }
        if (view != null) {
            view.close();
        }
    }

    /** Writes what comes of an observation; says which alert, if there is one. */
    private @Nullable Anomaly write(Arrival arrival, Judged judged) {
        long timestampMs = outputTimestamp(judged);
        String series = judged.reading().series();
        @Nullable Anomaly alert = null;
        if (judged.verdict() instanceof Verdict.Scored scored && scored.alert()) {
            alert = Anomalies.of(judged, scored);
            context().forward(new Record<>(series, alert, timestampMs), Nodes.ANOMALIES);
        }
        if (settings.writesScores()) {
            context().forward(new Record<>(series, Scores.of(judged), timestampMs), Nodes.SCORES);
        }
        if (judged.verdict() instanceof Verdict.Rejected rejected) {
            String message = rejected.input() + " cannot be judged: "
                    + rejected.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            deadLetter(arrival, rejected.reason().name(), message, timestampMs);
        }
        return alert;
    }

    /**
     * Kafka's timestamp of a result is that of its observation's record. The event time is in the value; as a timestamp,
     * brokers would delete results of old history at once, by the output topics' retention.
     */
    private static long outputTimestamp(Judged judged) {
        long timestampMs = judged.source().timestampMs();
        return timestampMs >= 0 ? timestampMs : judged.reading().eventTimeMs();
    }

    private void deadLetter(Arrival arrival, String cause, String message, long timestampMs) {
        DeadLetter letter = DeadLetters.of(arrival, cause, message, context().currentSystemTimeMs());
        context().forward(new Record<>(DeadLetters.key(arrival), letter, timestampMs), Nodes.DEAD_LETTERS);
    }

    private static <S> S required(@Nullable S store) {
        if (store == null) {
            throw new IllegalStateException("init must be called before process");
        }
        return store;
    }
}
