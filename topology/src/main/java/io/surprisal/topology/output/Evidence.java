package io.surprisal.topology.output;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.schemas.policy.PolicySetting;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes what an alert was computed from. */
public final class Evidence {

    private static final byte[] NOTHING = {};

    private Evidence() {}

    /**
     * The evidence of an alert.
     *
     * @param detector that raised it
     * @param observation as the detector got it
     * @param policy that it was judged under
     * @param before the series' state before the observation, of whatever model; kept
     * @param aliasEpoch which entry of the alias' schedule named the model
     */
    public static AlertEvidence of(
            Judged judged,
            Detector detector,
            Observation observation,
            AlertPolicy policy,
            byte @Nullable [] before,
            long aliasEpoch) {
        if (!(judged.verdict() instanceof Verdict.Scored scored)) {
            throw new IllegalArgumentException("evidence is of alerts: verdict=" + judged.verdict());
        }
        return AlertEvidence.newBuilder()
                .setAlertId(judged.source().id())
                .setSeries(judged.reading().series())
                .setEventTime(Instant.ofEpochMilli(judged.reading().eventTimeMs()))
                .setStateBefore(ByteBuffer.wrap(before == null ? NOTHING : before))
                .setFeatures(detector.features())
                .setValues(doubles(observation.features(), observation::value))
                .setCovariates(detector.model().spec().covariates())
                .setCovariateValues(doubles(observation.covariates(), observation::covariate))
                .setPolicy(PolicySetting.format(policy))
                .setModelName(judged.model().name())
                .setModelVersion(judged.model().version())
                .setModelSha256(judged.model().sha256())
                .setAliasEpoch(aliasEpoch)
                .setScore(scored.score())
                .setStatistic(scored.statistic())
                .setThreshold(scored.threshold())
                .setSourcePartition(judged.source().partition())
                .setSourceOffset(judged.source().offset())
                .setRelease(Release.NAME)
                .build();
    }

    private static List<Double> doubles(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).boxed().toList();
    }
}
