package io.surprisal.trainer.exchange;

import io.surprisal.avro.CalibrationSummary;
import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.Provenance;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.CalibrationOrigin;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.train.ModelLabel;
import io.surprisal.trainer.train.ModelTraining;
import io.surprisal.trainer.train.TrainingOptions;
import io.surprisal.trainer.train.TrainingProgress;
import io.surprisal.trainer.train.history.HistorySource;
import java.util.List;
import java.util.Optional;

/** Makes a model file of what a file gave: with a name, with provenance, and with a calibration where there is data for one. */
public final class ImportCompletion {

    private final ImportedModel imported;
    private final String file;

    /**
     * Of one import.
     *
     * @param file where it came from, for the provenance
     */
    public ImportCompletion(ImportedModel imported, String file) {
        this.imported = imported;
        this.file = file;
    }

    /** The model under another label, calibrated or not as it came. */
    public ModelFile labelled(ModelLabel label) {
        ModelSnapshot model = imported.model();
        ModelSnapshot named = ModelSnapshot.of(
                label.name(),
                label.versionOf(model.identity().sha256()),
                model.identity().parentSha256(),
                model.spec(),
                model.weights());
        String before = imported.exported()
                .map(exported -> exported.getManifest().getProvenance().getData() + "; then ")
                .orElse("");
        Provenance provenance = Provenance.newBuilder()
                .setWho(label.who())
                .setWhen(label.when())
                .setData(before + "imported from " + file)
                .setCommand(label.command())
                .build();
        return ModelCodec.toFile(named, provenance, origin());
    }

    /**
     * The model with a calibration that is counted on made-up series and these.
     *
     * @throws io.surprisal.trainer.data.BadDataException if the data cannot be read
     */
    public ModelFile calibrated(ModelLabel label, List<HistorySource> sources, Progress progress) {
        TrainingOptions usual = TrainingOptions.DEFAULT;
        TrainingOptions options = new TrainingOptions(
                imported.model().spec().withoutHead(), usual.schedule(), usual.mix(), usual.seed(), usual.limit());
        ModelFile calibrated = new ModelTraining(options, sources, progress, TrainingProgress.Listener.NONE)
                .recalibrate(labelled(label), label);
        // The parent is what was trained on, not the same network without a calibration, which nobody has.
        Optional<String> parent = imported.parentSha256()
                .or(() -> imported.exported()
                        .map(exported -> exported.getManifest().getSha256()));
        return ModelFile.newBuilder(calibrated)
                .setManifest(ModelManifest.newBuilder(calibrated.getManifest())
                        .setParentSha256(parent.orElse(null))
                        .build())
                .build();
    }

    private CalibrationOrigin origin() {
        if (imported.exported().isEmpty()) {
            return new CalibrationOrigin(0, List.of(), "none yet: every score is 0");
        }
        CalibrationSummary summary = imported.exported().get().getManifest().getCalibration();
        return new CalibrationOrigin(summary.getRows(), summary.getSets(), summary.getText());
    }
}
