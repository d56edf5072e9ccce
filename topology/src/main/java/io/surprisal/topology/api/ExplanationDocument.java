package io.surprisal.topology.api;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.model.detect.ChannelScore;
import io.surprisal.model.detect.FeatureExplanation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.topology.http.Json;
import io.surprisal.topology.output.AlertReplay;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why an alert was raised.
 *
 * @param alertId of the alert
 * @param series key of the series
 * @param eventTime of the row, ISO-8601
 * @param model name and version of what raised it
 * @param modelSha256 of the model's weights
 * @param policy settings of the alert policy that held; empty for the usual one
 * @param score computed again
 * @param threshold from which it is an alert
 * @param nominalRate share of normal rows that score as high
 * @param reproduced whether score and threshold are those of the alert, bit for bit
 * @param channels score by question
 * @param features each against what was expected of it
 */
record ExplanationDocument(
        String alertId,
        String series,
        String eventTime,
        String model,
        String modelSha256,
        Map<String, String> policy,
        double score,
        double threshold,
        double nominalRate,
        boolean reproduced,
        List<Channel> channels,
        List<Feature> features) {

    /**
     * What one question says.
     *
     * @param channel its name
     * @param score of it alone
     */
    record Channel(String channel, double score) {}

    /**
     * A feature against what was expected of it, in its own unit.
     *
     * @param feature its name
     * @param observed {@code null} where it was missing
     * @param expected before the row was seen
     * @param spread half the width of a band of one standard deviation
     * @param direction above or below
     * @param contribution share of the score, 0 to 1
     */
    record Feature(
            String feature,
            @Nullable Double observed,
            @Nullable Double expected,
            @Nullable Double spread,
            String direction,
            double contribution) {}

    static ExplanationDocument of(AlertReplay replay) {
        AlertEvidence evidence = replay.evidence();
        Verdict.Scored verdict = replay.verdict();
        return new ExplanationDocument(
                evidence.getAlertId(),
                evidence.getSeries(),
                evidence.getEventTime().toString(),
                replay.model().identity().name() + "/"
                        + replay.model().identity().version(),
                evidence.getModelSha256(),
                new TreeMap<>(evidence.getPolicy()),
                verdict.score(),
                verdict.threshold(),
                verdict.nominalRate(),
                replay.isReproduced(),
                verdict.explanation().channels().stream()
                        .map(ExplanationDocument::channel)
                        .toList(),
                verdict.explanation().features().stream()
                        .map(ExplanationDocument::feature)
                        .toList());
    }

    private static Channel channel(ChannelScore score) {
        return new Channel(score.channel().name().toLowerCase(Locale.ROOT), score.score());
    }

    private static Feature feature(FeatureExplanation explanation) {
        return new Feature(
                explanation.feature(),
                explanation.imputed() ? null : Json.finite(explanation.observed()),
                Json.finite(explanation.expected()),
                Json.finite(explanation.spread()),
                explanation.direction().name().toLowerCase(Locale.ROOT),
                explanation.contribution());
    }
}
