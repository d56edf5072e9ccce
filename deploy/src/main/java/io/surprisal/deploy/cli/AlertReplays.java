package io.surprisal.deploy.cli;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.TopicRole;
import io.surprisal.schemas.policy.PolicySetting;
import io.surprisal.topology.output.AlertReplay;
import io.surprisal.topology.output.EvidenceReader;
import io.surprisal.topology.output.Release;
import io.surprisal.topology.settings.DetectorSettings;

/** Finds the evidence of an alert and computes the alert again; what is missing is one line. */
final class AlertReplays {

    private AlertReplays() {}

    /**
     * The evidence of an alert.
     *
     * @throws CommandFailedException if there is none
     */
    static AlertEvidence evidence(String alertId, DetectorSettings settings) {
        return new EvidenceReader(
                        ClusterOptions.clients(settings),
                        ClusterOptions.topics(settings).alertEvidence())
                .find(alertId)
                .orElseThrow(() -> new CommandFailedException("there is no evidence of the alert '" + alertId
                        + "' on the topic " + settings.topics().name(TopicRole.ALERT_EVIDENCE)
                        + ": the name must be the alertId of an alert (topic-partition-offset), evidence.enabled must"
                        + " have been true, and the topic keeps evidence for its retention only"));
    }

    /**
     * Computes an alert again.
     *
     * @throws CommandFailedException if this model cannot
     */
    static AlertReplay replay(AlertEvidence evidence, ModelSnapshot model) {
        try {
            PolicySetting.parse(evidence.getPolicy());
            return AlertReplay.of(evidence, model);
        } catch (IllegalArgumentException unusable) {
            throw new CommandFailedException("the alert " + evidence.getAlertId() + " cannot be computed again with "
                    + AlertVersion.described(model) + ": " + unusable.getMessage() + release(evidence));
        }
    }

    /** Where releases differ, which is why results may. */
    static String release(AlertEvidence evidence) {
        return evidence.getRelease().equals(Release.NAME)
                ? ""
                : " (scored by release " + evidence.getRelease() + ", this is " + Release.NAME + ")";
    }
}
