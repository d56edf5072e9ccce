package io.surprisal.deploy.cli;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.evaluate.control.Control;
import io.surprisal.trainer.evaluate.control.ControlModels;
import io.surprisal.trainer.train.history.CsvHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model that {@code --model} names: a file, or the same scoring with a simple forecast in place of the network. */
final class ModelArgument {

    /** What may stand in place of a file, for help. */
    static final String CONTROLS =
            "control:persistence, control:profile or control:ewma for the same scoring without a" + " network";

    private static final String CONTROL = "control:";

    private ModelArgument() {}

    /**
     * The model of that name, or the one that ships where there is no name.
     *
     * @param data folders whose histories a control is calibrated on, beside made-up series
     */
    static ModelSnapshot load(@Nullable String name, List<Path> data, Progress progress) throws IOException {
        if (name == null) {
            return ModelCodec.fromFile(BundledModel.load());
        }
        if (!name.startsWith(CONTROL)) {
            return ModelCodec.fromFile(ModelFiles.read(Path.of(name)));
        }
        String wanted = name.substring(CONTROL.length());
        Control control = Stream.of(Control.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("--model must be a file, or " + CONTROLS + ": " + name));
        return control(control, data, progress);
    }

    /** A control, calibrated like a trained model. */
    static ModelSnapshot control(Control control, List<Path> data, Progress progress) {
        return ControlModels.calibrated(
                control,
                data.stream()
                        .map(folder -> new CsvHistory(folder, CsvHistory.Rows.PROBATION))
                        .toList(),
                progress);
    }
}
