package io.surprisal.trainer.recognize;

import io.surprisal.avro.CalibrationSummary;
import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.Provenance;
import io.surprisal.avro.RecognitionSummary;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.CalibrationOrigin;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.train.ModelLabel;

/** A model's file with a head: what it said of network and calibration, and what is said of the head. */
final class HeadedModel {

    private final ModelManifest base;
    private final ModelSnapshot model;

    /**
     * A model.
     *
     * @param base that the head was made for
     * @param model with the head
     */
    HeadedModel(ModelFile base, ModelSnapshot model) {
        this.base = base.getManifest();
        this.model = model;
    }

    /**
     * Its file.
     *
     * @param incidents alerts of incidents that the head was trained on
     */
    ModelFile file(ModelLabel label, ExampleSource source, RecognitionReport report, long incidents) {
        CalibrationSummary calibration = base.getCalibration();
        ModelSnapshot named = ModelSnapshot.of(
                label.name(),
                label.versionOf(model.identity().sha256()),
                model.identity().parentSha256(),
                model.spec(),
                model.weights());
        ModelFile file = ModelCodec.toFile(
                named,
                base.getProvenance(),
                new CalibrationOrigin(calibration.getRows(), calibration.getSets(), calibration.getText()));
        Confusion confusion = report.confusion();
        RecognitionSummary summary = RecognitionSummary.newBuilder()
                .setThreshold((float) report.threshold())
                .setIncidents(incidents)
                .setNamed(Confusion.share(confusion.knownNamed(), confusion.known()))
                .setRight(confusion.precision())
                .setProvenance(provenance(label, source))
                .build();
        return ModelFile.newBuilder(file)
                .setManifest(ModelManifest.newBuilder(file.getManifest())
                        .setRecognition(summary)
                        .build())
                .build();
    }

    private static Provenance provenance(ModelLabel label, ExampleSource source) {
        String version = HeadedModel.class.getPackage().getImplementationVersion();
        String data = source.injects()
                ? "incidents injected into "
                        + (source.folders().isEmpty() ? "" : "stretches of " + names(source) + " and ")
                        + source.madeUp() + " made-up series"
                : "labelled incidents of " + names(source);
        return Provenance.newBuilder()
                .setWho(label.who())
                .setWhen(label.when())
                .setData(data)
                .setCommand(label.command())
                .setSeed(source.seed())
                .setTrainerVersion(version == null ? "" : version)
                .build();
    }

    private static String names(ExampleSource source) {
        return String.join(
                ", ",
                source.folders().stream()
                        .map(folder -> String.valueOf(
                                folder.toAbsolutePath().normalize().getFileName()))
                        .toList());
    }
}
