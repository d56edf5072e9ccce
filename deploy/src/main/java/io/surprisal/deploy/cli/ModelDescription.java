package io.surprisal.deploy.cli;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.Provenance;
import io.surprisal.avro.RecognitionSummary;
import io.surprisal.model.ModelIdentity;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.CanaryShare;
import io.surprisal.schemas.models.topic.Appointment;
import io.surprisal.trainer.publish.Published;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A version of a model as people read it. */
final class ModelDescription {

    private static final int SHORT_HASH = 12;

    private ModelDescription() {}

    /** As much of a hash as tells versions apart. */
    static String shortHash(String sha256) {
        return sha256.substring(0, Math.min(SHORT_HASH, sha256.length()));
    }

    /** An alias and its beginning. */
    static String appointment(Appointment appointment) {
        return appointment.alias().text() + " from " + appointment.entry().getFromEventTime()
                + share(appointment.entry());
    }

    /** For which series an entry is, if not for all. */
    static String share(AliasEntry entry) {
        return entry.getCanaryPercent() >= CanaryShare.ALL
                ? ""
                : " for "
                        + BigDecimal.valueOf(entry.getCanaryPercent())
                                .stripTrailingZeros()
                                .toPlainString()
                        + " % of the series";
    }

    /** What became of a version. */
    static List<String> published(Published published, AliasName alias) {
        ModelIdentity identity = published.identity();
        String version = identity.name() + "/" + identity.version();
        return List.of(published
                .activeFrom()
                .map(time -> version + " is " + alias.text() + " for events from " + time + " on")
                .orElse(version + " is " + alias.text() + " already; nothing was changed"));
    }

    /** All that the manifest says. */
    static List<String> lines(ModelManifest manifest, List<Appointment> appointments) {
        List<String> lines = new ArrayList<>();
        var network = manifest.getSpec();
        lines.add("model         " + manifest.getName());
        lines.add("version       " + manifest.getVersion());
        lines.add("weights       " + manifest.getWeightsLength() + " bytes, SHA-256 " + manifest.getSha256());
        if (manifest.getParentSha256() != null) {
            lines.add("parent        " + manifest.getParentSha256());
        }
        lines.add("network       " + network.getCell() + ", layers " + network.getLayers() + ", hidden units "
                + network.getHiddenSize());
        lines.add("features      "
                + (network.getFeatures().isEmpty() ? "any" : String.join(", ", network.getFeatures())));
        if (!network.getCovariates().isEmpty()) {
            lines.add("covariates    " + String.join(", ", network.getCovariates()));
        }
        lines.add("on a swap     " + network.getOnVersionChange());
        lines.add("silence       " + manifest.getCalibration().getRefractoryRows() + " rows after an alert");
        lines.add("calibrated on " + manifest.getCalibration().getRows() + " rows "
                + manifest.getCalibration().getSets());
        provenance(manifest.getProvenance(), lines);
        recognition(manifest, lines);
        if (manifest.getSignature() != null) {
            lines.add("signed        by key " + manifest.getSignatureKeyId() + "; 'models verify --key' checks it");
        }
        appointments.forEach(each -> lines.add(each.alias().text() + " from event time "
                + each.entry().getFromEventTime() + ", since " + each.entry().getSince()
                + said(" by ", each.entry().getBy()) + said(": ", each.entry().getWhy())));
        return lines;
    }

    private static void provenance(Provenance provenance, List<String> lines) {
        if (provenance.getWhen() != null) {
            lines.add("trained       " + provenance.getWhen() + said(" by ", provenance.getWho()));
        }
        if (!provenance.getData().isEmpty()) {
            lines.add("data          " + provenance.getData());
        }
        if (!provenance.getCommand().isEmpty()) {
            lines.add("command       " + provenance.getCommand());
        }
    }

    private static void recognition(ModelManifest manifest, List<String> lines) {
        List<String> kinds = manifest.getSpec().getKinds();
        if (kinds.isEmpty()) {
            return;
        }
        lines.add("recognizes    " + String.join(", ", kinds));
        RecognitionSummary head = manifest.getRecognition();
        if (head != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "              at probability %.2f or more; of what was held back it named %.0f %%, %.0f %% of the names right",
                    head.getThreshold(),
                    100 * head.getNamed(),
                    100 * head.getRight()));
            lines.add("              learned from " + head.getIncidents() + " alerts, "
                    + head.getProvenance().getData()
                    + said(", ", head.getProvenance().getCommand()));
        }
    }

    private static String said(String before, String text) {
        return text.isEmpty() ? "" : before + text;
    }
}
