package io.surprisal.schemas;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.avro.Anomaly;
import io.surprisal.avro.DeadLetter;
import io.surprisal.avro.Feedback;
import io.surprisal.avro.Incident;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.Observation;
import io.surprisal.avro.Score;
import io.surprisal.avro.ShadowScore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The one place where topics are defined.
 *
 * @param observations readings, key: series key; the default shape for people who start from nothing
 * @param anomalies alerts, key: series key
 * @param scores the score of every observation, key: series key
 * @param shadowScores the scores of champion and challenger, where there is a challenger, key: series key
 * @param alertEvidence what alerts were computed from, key: alertId
 * @param incidents stretches of alerts and silences that belong together, key: incidentId
 * @param feedback what people say of incidents, key: series key
 * @param deadLetters what could not be read, key: the first bytes of the record's own key
 * @param models models, aliases and settings, key: see {@code ModelsTopicKey}
 */
public record Topics(
        Topic<String, Observation> observations,
        Topic<String, Anomaly> anomalies,
        Topic<String, Score> scores,
        Topic<String, ShadowScore> shadowScores,
        Topic<String, AlertEvidence> alertEvidence,
        Topic<String, Incident> incidents,
        Topic<String, Feedback> feedback,
        Topic<byte[], DeadLetter> deadLetters,
        Topic<String, ModelsRecord> models) {

    /**
     * The repartition topic's name, before Kafka Streams puts the application's id before it and {@code -repartition}
     * behind it; Kafka Streams creates it where the series key comes from the value.
     */
    public static final String OBSERVATIONS_BY_SERIES = "observations-by-series";

    private static final Duration ANOMALY_RETENTION = Duration.ofDays(30);
    private static final Duration SCORE_RETENTION = Duration.ofDays(7);
    private static final Duration EVIDENCE_RETENTION = Duration.ofDays(90);
    private static final Duration INCIDENT_RETENTION = Duration.ofDays(90);
    private static final Duration INCIDENT_COMPACTION_LAG = Duration.ofDays(1);
    private static final String KEPT_FOR_EVER = "-1";
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);

    /** The topics as configured, with serdes that ask the registry. */
    public static Topics of(TopicSettings settings, RegistrySerdes serdes) {
        return new Topics(
                new Topic<>(
                        settings.name(TopicRole.OBSERVATIONS),
                        Serdes.String(),
                        serdes.of(Observation.class),
                        RegisteredForm.of(Observation.getClassSchema()),
                        new TopicForm(
                                TopicOwner.USER,
                                settings.partitions(),
                                CleanupPolicy.DELETE,
                                MessageTimestamp.OF_PRODUCER,
                                Map.of())),
                new Topic<>(
                        settings.name(TopicRole.ANOMALIES),
                        Serdes.String(),
                        serdes.of(Anomaly.class),
                        RegisteredForm.of(Anomaly.getClassSchema()),
                        kept(settings.partitions(), ANOMALY_RETENTION)),
                new Topic<>(
                        settings.name(TopicRole.SCORES),
                        Serdes.String(),
                        serdes.of(Score.class),
                        RegisteredForm.of(Score.getClassSchema()),
                        kept(settings.partitions(), SCORE_RETENTION)),
                new Topic<>(
                        settings.name(TopicRole.SHADOW_SCORES),
                        Serdes.String(),
                        serdes.of(ShadowScore.class),
                        RegisteredForm.of(ShadowScore.getClassSchema()),
                        kept(settings.partitions(), SCORE_RETENTION)),
                new Topic<>(
                        settings.name(TopicRole.ALERT_EVIDENCE),
                        Serdes.String(),
                        serdes.of(AlertEvidence.class),
                        RegisteredForm.of(AlertEvidence.getClassSchema()),
                        kept(settings.partitions(), EVIDENCE_RETENTION)),
                new Topic<>(
                        settings.name(TopicRole.INCIDENTS),
                        Serdes.String(),
                        serdes.of(Incident.class),
                        RegisteredForm.of(Incident.getClassSchema()),
                        new TopicForm(
                                TopicOwner.PROJECT,
                                settings.partitions(),
                                CleanupPolicy.COMPACT_DELETE,
                                MessageTimestamp.OF_BROKER,
                                Map.of(
                                        "retention.ms",
                                        Long.toString(INCIDENT_RETENTION.toMillis()),
                                        // Who is away for less sees every record.
                                        "min.compaction.lag.ms",
                                        Long.toString(INCIDENT_COMPACTION_LAG.toMillis())))),
                new Topic<>(
                        settings.name(TopicRole.FEEDBACK),
                        Serdes.String(),
                        serdes.of(Feedback.class),
                        RegisteredForm.of(Feedback.getClassSchema()),
                        // One partition, because the last word counts; every reader reads it from the start.
                        new TopicForm(
                                TopicOwner.PROJECT,
                                1,
                                CleanupPolicy.DELETE,
                                MessageTimestamp.OF_PRODUCER,
                                Map.of("retention.ms", KEPT_FOR_EVER))),
                new Topic<>(
                        settings.name(TopicRole.DEAD_LETTERS),
                        Serdes.ByteArray(),
                        serdes.of(DeadLetter.class),
                        RegisteredForm.of(DeadLetter.getClassSchema()),
                        kept(1, DEAD_LETTER_RETENTION)),
                new Topic<>(
                        settings.name(TopicRole.MODELS),
                        Serdes.String(),
                        serdes.of(ModelsRecord.class),
                        RegisteredForm.of(ModelsRecord.getClassSchema()),
                        // One partition, because its records have one order; every reader reads it from the start.
                        new TopicForm(
                                TopicOwner.PROJECT, 1, CleanupPolicy.COMPACT, MessageTimestamp.OF_PRODUCER, Map.of())));
    }

    /** All topics in the order in which people list them. */
    public List<Topic<?, ?>> all() {
        return List.of(
                observations, anomalies, scores, shadowScores, alertEvidence, incidents, feedback, deadLetters, models);
    }

    private static TopicForm kept(int partitions, Duration retention) {
        return new TopicForm(
                TopicOwner.PROJECT,
                partitions,
                CleanupPolicy.DELETE,
                MessageTimestamp.OF_BROKER,
                Map.of("retention.ms", Long.toString(retention.toMillis())));
    }
}
