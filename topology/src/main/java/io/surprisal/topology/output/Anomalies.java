package io.surprisal.topology.output;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.ChannelScore;
import io.surprisal.avro.Direction;
import io.surprisal.avro.FeatureReading;
import io.surprisal.avro.RecognizedKind;
import io.surprisal.model.detect.Explanation;
import io.surprisal.model.detect.FeatureExplanation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.recognition.Recognition;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes alerts. */
public final class Anomalies {

    private Anomalies() {}

    /** The alert of an observation that was scored. */
    public static Anomaly of(Judged judged, Verdict.Scored scored) {
        Explanation explanation = scored.explanation();
        return Anomaly.newBuilder()
                .setAlertId(judged.source().id())
                .setSeries(judged.reading().series())
                .setEventTime(Instant.ofEpochMilli(judged.reading().eventTimeMs()))
                .setScore(scored.score())
                .setThreshold(scored.threshold())
                .setNominalRate(scored.nominalRate())
                .setChannels(channels(explanation))
                .setFeatures(
                        explanation.features().stream().map(Anomalies::feature).toList())
                .setDirection(explanation.isEmpty() ? Direction.UNKNOWN : direction(explanation))
                .setRecognizedAs(recognized(explanation.recognizedAs()))
                .setModelName(judged.model().name())
                .setModelVersion(judged.model().version())
                .setModelSha256(judged.model().sha256())
                .setVersionFallback(judged.versionFallback())
                .setImputed(scored.imputed())
                .setForecastModel(explanation.forecastModel().isEmpty() ? null : explanation.forecastModel())
                .setSourcePartition(judged.source().partition())
                .setSourceOffset(judged.source().offset())
                .build();
    }

    private static @Nullable RecognizedKind recognized(Recognition recognition) {
        return recognition.isAsked() ? new RecognizedKind(recognition.kind(), recognition.probability()) : null;
    }

    private static List<ChannelScore> channels(Explanation explanation) {
        return explanation.channels().stream()
                .map(channel -> new ChannelScore(channel.channel().name().toLowerCase(Locale.ROOT), channel.score()))
                .toList();
    }

    private static FeatureReading feature(FeatureExplanation explanation) {
        return FeatureReading.newBuilder()
                .setFeature(explanation.feature())
                .setObserved(explanation.imputed() ? null : finite(explanation.observed()))
                .setExpected(finite(explanation.expected()))
                .setSpread(finite(explanation.spread()))
                .setContribution(explanation.contribution())
                .setImputed(explanation.imputed())
                .build();
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Direction direction(Explanation explanation) {
        return switch (explanation.direction()) {
            case ABOVE -> Direction.ABOVE;
            case BELOW -> Direction.BELOW;
        };
    }
}
