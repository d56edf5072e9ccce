package io.surprisal.topology.output;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.series.SeriesState;
import io.surprisal.schemas.policy.PolicySetting;
import java.util.List;
import java.util.Locale;

/**
 * An alert computed again from its evidence.
 *
 * @param evidence what it was computed from
 * @param model that computed it now
 * @param verdict what came of it
 */
public record AlertReplay(AlertEvidence evidence, ModelSnapshot model, Verdict.Scored verdict) {

    /**
     * Computes an alert again.
     *
     * @param model the one that raised it, for the same bits; or any other that scores the same features
     * @throws IllegalArgumentException if the evidence cannot be used with this model, with the reason
     */
    public static AlertReplay of(AlertEvidence evidence, ModelSnapshot model) {
        if (!model.spec().covariates().equals(evidence.getCovariates())) {
            throw new IllegalArgumentException("the model reads other covariates than the alert has evidence of: model="
                    + model.spec().covariates() + ", evidence=" + evidence.getCovariates());
        }
        Detector detector = new Detector(model, evidence.getFeatures(), Explain.EVERY_ROW);
        byte[] before = new byte[evidence.getStateBefore().remaining()];
        evidence.getStateBefore().duplicate().get(before);
        SeriesState state = detector.adopt(
                SeriesState.wrap(before.length == 0 ? detector.newState() : before), evidence.getAliasEpoch());
        AlertPolicy policy = PolicySetting.parse(evidence.getPolicy());
        Verdict verdict = detector.detect(state, observation(evidence), policy);
        if (verdict instanceof Verdict.Scored scored) {
            return new AlertReplay(evidence, model, scored);
        }
        throw new IllegalArgumentException("the alert's row is not scored by this model but is "
                + verdict.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static Observation observation(AlertEvidence evidence) {
        Integer partition = evidence.getSourcePartition();
        Long offset = evidence.getSourceOffset();
        return new Observation(
                evidence.getEventTime().toEpochMilli(),
                doubles(evidence.getValues()),
                doubles(evidence.getCovariateValues()),
                partition == null ? Observation.UNKNOWN : partition,
                offset == null ? Observation.UNKNOWN : offset);
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Whether score, statistic and threshold are those of the alert, bit for bit, and it is an alert again. */
    public boolean isReproduced() {
        return model.identity().sha256().equals(evidence.getModelSha256())
                && verdict.alert()
                && same(verdict.score(), evidence.getScore())
                && same(verdict.statistic(), evidence.getStatistic())
                && same(verdict.threshold(), evidence.getThreshold());
    }

    private static boolean same(double one, double other) {
        return Double.doubleToLongBits(one) == Double.doubleToLongBits(other);
    }
}
