package io.surprisal.deploy.cli;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.evaluate.control.Control;
import io.surprisal.trainer.evaluate.control.ControlModels;
import io.surprisal.trainer.train.history.CsvHistory;
import io.surprisal.trainer.train.history.HistorySource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The model that {@code --model} names: a file, or the same scoring with a simple forecast in place of the network. */
final class ModelArgument {

    /** What may stand in place of a file, for help. */
    static final String CONTROLS = "control:persistence, control:profile, control:ewma or control:linear for the same"
            + " scoring without a network";

    private static final String CONTROL = "control:";

    private ModelArgument() {}

    /**
     * The model of that name, or the one that ships where there is no name.
     *
     * @param command of which it is the argument, for messages
     * @param data folders whose histories a control is calibrated on, beside made-up series
     */
    static ModelSnapshot load(CommandSpec command, @Nullable String name, List<Path> data, Progress progress)
            throws IOException {
        if (name == null) {
            return ModelCodec.fromFile(BundledModel.load());
        }
        if (!name.startsWith(CONTROL)) {
            return ModelCodec.fromFile(ModelFiles.read(Path.of(name)));
        }
        Control control = Stream.of(Control.values())
                .filter(one -> name.equals(nameOf(one)))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "--model must be a file, or " + CONTROLS + ": " + name));
        return models(data, progress).calibrated(control, progress);
    }

    /**
     * The same, of which the scores are wanted.
     *
     * @throws CommandFailedException if every score would be 0
     */
    static ModelSnapshot loadCalibrated(CommandSpec command, @Nullable String name, List<Path> data, Progress progress)
            throws IOException {
        return requireCalibrated(load(command, name, data, progress), String.valueOf(name));
    }

    /**
     * A model of which the scores are wanted.
     *
     * @param name of its file, for messages
     * @throws CommandFailedException if every score would be 0
     */
    static ModelSnapshot requireCalibrated(ModelSnapshot model, String name) {
        if (model.calibration().isNone()) {
            throw new CommandFailedException(
                    "model " + name + " has no calibration, so that every score would be 0: give"
                            + " it one with 'surprisal train --recalibrate " + name + " --data DIR --out FILE'");
        }
        return model;
    }

    /** All controls by name, calibrated as trained models are. */
    static Map<String, ModelSnapshot> controls(List<Path> data, Progress progress) {
        ControlModels models = models(data, progress);
        Map<String, ModelSnapshot> controls = new LinkedHashMap<>();
        for (Control control : Control.values()) {
            controls.put(nameOf(control), models.calibrated(control, progress));
        }
        return controls;
    }

    private static ControlModels models(List<Path> data, Progress progress) {
        List<HistorySource> sources = data.stream()
                .<HistorySource>map(folder -> new CsvHistory(folder, CsvHistory.Rows.PROBATION))
                .toList();
        return ControlModels.reading(sources, progress);
    }

    private static String nameOf(Control control) {
        return CONTROL + control.name().toLowerCase(Locale.ROOT);
    }
}
