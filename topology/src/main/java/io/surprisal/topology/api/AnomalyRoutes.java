package io.surprisal.topology.api;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.topology.http.Answer;
import io.surprisal.topology.http.Call;
import io.surprisal.topology.http.Parameters;
import io.surprisal.topology.http.ProblemException;
import io.surprisal.topology.http.ProblemKind;
import io.surprisal.topology.output.AlertReplay;
import io.surprisal.topology.output.EvidenceReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Recent alerts, and why they were raised. Every instance has those of all, so none is asked. */
final class AnomalyRoutes {

    private static final int USUAL_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    /** Evidence has its alert's timestamp, unless the broker puts its own in its place. */
    private static final long LEEWAY_MS = 60_000;

    /**
     * A page.
     *
     * @param anomalies the newest first, as they are on the topic
     * @param next the cursor of the page behind it; {@code null} for the last
     * @param kept how many of the newest the instance has at most
     */
    record Document(
            List<Map<String, @Nullable Object>> anomalies,
            @Nullable String next,
            int kept) {}

    private final AnomalyFeed feed;
    private final EvidenceReader evidence;
    private final StateModels models;

    AnomalyRoutes(AnomalyFeed feed, EvidenceReader evidence, StateModels models) {
        this.feed = feed;
        this.evidence = evidence;
        this.models = models;
    }

    /** Recent alerts, page by page. */
    Answer list(Call call) {
        Parameters parameters = call.parameters();
        int limit = parameters.integer("limit", USUAL_LIMIT, 1, MAX_LIMIT);
        String series = SeriesKeys.ofParameter("series", parameters);
        AnomalyFeed.Place before = place(parameters);
        parameters.check();
        requireRead();
        List<AnomalyFeed.Alert> found = feed.newest(
                before, anomaly -> series == null || anomaly.getSeries().equals(series), limit + 1);
        boolean more = found.size() > limit;
        List<AnomalyFeed.Alert> page = more ? found.subList(0, limit) : found;
        return Answer.json(new Document(
                page.stream().map(each -> AvroJson.of(each.anomaly())).toList(),
                more ? cursor(page.get(limit - 1)) : null,
                feed.kept()));
    }

    private static String cursor(AnomalyFeed.Alert last) {
        AnomalyFeed.Place place = AnomalyFeed.Place.of(last.anomaly());
        return SeriesKeys.cursor(place.eventTimeMs() + " " + place.alertId());
    }

    private static AnomalyFeed.@Nullable Place place(Parameters parameters) {
        String text = SeriesKeys.place(parameters);
        if (text == null) {
            return null;
        }
        int space = text.indexOf(' ');
        try {
            return new AnomalyFeed.Place(
                    Long.parseLong(text.substring(0, Math.max(space, 0))), text.substring(space + 1));
        } catch (NumberFormatException foreign) {
            parameters.fault("cursor must be the \"next\" of the page before");
            return null;
        }
    }

    /** One of them. */
    Answer show(Call call) {
        call.parameters().check();
        return Answer.json(AvroJson.of(find(call).anomaly()));
    }

    /** Why it was raised: computed again from its evidence. */
    Answer explain(Call call) {
        call.parameters().check();
        AnomalyFeed.Alert alert = find(call);
        String alertId = alert.anomaly().getAlertId();
        AlertEvidence found = evidence(alert)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_COMPUTABLE,
                        "there is no evidence of the alert: evidence.enabled must have been true, and the topic keeps it for"
                                + " its retention only"));
        String sha256 = found.getModelSha256();
        return Answer.json(models.ofHash(sha256)
                .map(model -> replay(found, model))
                .map(ExplanationDocument::of)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_COMPUTABLE,
                        "the version that raised the alert is not known any more (SHA-256 " + sha256
                                + "); 'surprisal explain " + alertId + " --model FILE' takes a copy that was kept")));
    }

    // One at a time: each takes a consumer of its own, and the deserializer is for one thread.
    private synchronized Optional<AlertEvidence> evidence(AnomalyFeed.Alert alert) {
        try {
            return evidence.find(alert.anomaly().getAlertId(), alert.timestampMs() - LEEWAY_MS);
        } catch (KafkaException unreadable) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE, "the topic of evidence cannot be read: " + unreadable.getMessage());
        }
    }

    private static AlertReplay replay(AlertEvidence found, ModelSnapshot model) {
        try {
            return AlertReplay.of(found, model);
        } catch (IllegalArgumentException unusable) {
            throw new ProblemException(ProblemKind.NOT_COMPUTABLE, String.valueOf(unusable.getMessage()));
        }
    }

    private AnomalyFeed.Alert find(Call call) {
        requireRead();
        String alertId = call.variable("alertId");
        return feed.find(alertId)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.ALERT_UNKNOWN,
                        "it is not among the newest " + feed.kept()
                                + " alerts (http.anomalies.kept); 'surprisal explain ALERT' finds older ones"));
    }

    private void requireRead() {
        if (feed.kept() == 0) {
            throw new ProblemException(
                    ProblemKind.NOT_COMPUTABLE, "this instance reads no alerts back: http.anomalies.kept is 0");
        }
        if (!feed.isCaughtUp()) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE, "the topic of anomalies is still being read; ask again in a moment");
        }
    }
}
