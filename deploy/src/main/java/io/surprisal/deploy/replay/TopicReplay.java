package io.surprisal.deploy.replay;

import io.surprisal.avro.PolicyEntry;
import io.surprisal.deploy.history.TopicRange;
import io.surprisal.deploy.history.TopicReadings;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.series.SeriesState;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.rule.RuleTimeline;
import io.surprisal.schemas.rule.SeriesRules;
import io.surprisal.topology.detect.ModelDetector;
import io.surprisal.topology.input.SourceCoordinates;
import io.surprisal.topology.settings.DetectorSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A range of the observations topic through a version: read, judged and ruled by policies as the detector would. Each
 * series begins with nothing known, so a stretch before the range makes its state first.
 */
public final class TopicReplay {

    /**
     * What is replayed.
     *
     * @param topic of the observations
     * @param since first event time that is reported
     * @param until first event time that is not
     * @param warmUp how long before that reading begins, by the records' timestamps
     */
    public record Range(String topic, Instant since, Instant until, Duration warmUp) {

        boolean has(Instant time) {
            return !time.isBefore(since) && time.isBefore(until);
        }

        Instant begin() {
            return since.minus(warmUp).isBefore(Instant.EPOCH) ? Instant.EPOCH : since.minus(warmUp);
        }
    }

    private static final class Series {
        private final SeriesState state;
        private final RuleTimeline<AlertPolicy> policies;

        private Series(SeriesState state, RuleTimeline<AlertPolicy> policies) {
            this.state = state;
            this.policies = policies;
        }
    }

    private final DetectorSettings settings;
    private final Map<String, Object> clients;
    private final Topics topics;
    private final SeriesRules<PolicyEntry, AlertPolicy> policies;

    /**
     * A replay.
     *
     * @param settings how records are read
     * @param clients properties of Kafka clients
     * @param topics where alerts were raised
     * @param policies which rows are alerts
     */
    public TopicReplay(
            DetectorSettings settings,
            Map<String, Object> clients,
            Topics topics,
            SeriesRules<PolicyEntry, AlertPolicy> policies) {
        this.settings = settings;
        this.clients = Map.copyOf(clients);
        this.topics = topics;
        this.policies = policies;
    }

    /** Replays a range through a version that fits the input. */
    public ReplayReport run(ModelSnapshot model, Range range) {
        ReplayReport report = new ReplayReport();
        ModelDetector detector = new ModelDetector(model, settings.input(), Explain.ALERTS);
        Map<String, Series> all = new HashMap<>();
        new TopicReadings(settings, clients, range.topic(), range.begin()).read((reading, values, record) -> {
            Series series = all.computeIfAbsent(
                    reading.series(),
                    key -> new Series(
                            SeriesState.wrap(detector.detector().newState()),
                            policies.timeline(key, AlertPolicy.USUAL)));
            SourceCoordinates source = record.value().source();
            Verdict verdict = detector.detector()
                    .detect(
                            series.state,
                            detector.observation(reading, values, source),
                            series.policies.at(reading.eventTimeMs()));
            Instant time = Instant.ofEpochMilli(reading.eventTimeMs());
            if (range.has(time)) {
                report.row(reading.series(), verdict.kind() == Verdict.Kind.SCORED);
                if (verdict.alert()) {
                    report.replayed(new ReplayedAlert(
                            source.id(), reading.series(), time, verdict.score(), RecognizedText.of(verdict)));
                }
            }
        });
        new TopicRange(clients, topics.anomalies().name(), Instant.EPOCH)
                .read(
                        topics.anomalies().keySerde().deserializer(),
                        topics.anomalies().valueSerde().deserializer(),
                        record -> {
                            var alert = record.value();
                            if (range.has(alert.getEventTime())) {
                                report.raised(new ReplayedAlert(
                                        alert.getAlertId(),
                                        alert.getSeries(),
                                        alert.getEventTime(),
                                        alert.getScore(),
                                        RecognizedText.of(alert)));
                            }
                        });
        return report;
    }
}
