package io.surprisal.trainer.evaluate.control;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.model.VersionChange;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.train.CalibrationData;
import io.surprisal.trainer.train.calibrate.CalibrationSet;
import io.surprisal.trainer.train.calibrate.Calibrator;
import io.surprisal.trainer.train.history.HistorySource;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Ordinary models whose network is silent: all its weights are zero, and the head's weights on the network's inputs make a
 * {@link Control}'s forecast. Whatever the detector does with a forecast it does with theirs; what a trained model finds
 * beyond them, the network has found.
 *
 * <p>They are calibrated as trained models are, on made-up series without anomalies and on the last fifth of each history
 * given. The width of their forecast is the same for all rows.
 */
public final class ControlModels {

    private static final int HIDDEN = 1;
    private static final ModelSpec SPEC =
            new ModelSpec(CellKind.LSTM, 1, HIDDEN, List.of(), List.of(), VersionChange.REPLAY);
    private static final long SEED = 1;
    private static final int CALIBRATION_SERIES = 160;

    /** Scale of the logistic distribution, e^-2: a standard deviation of 0.25, that of y being about 1. */
    private static final float LOG_SCALE = -2;

    private final LinearFit fit;
    private final List<CalibrationSet> univariate;
    private final List<CalibrationSet> multivariate;

    private ControlModels(LinearFit fit, List<CalibrationSet> univariate, List<CalibrationSet> multivariate) {
        this.fit = fit;
        this.univariate = List.copyOf(univariate);
        this.multivariate = List.copyOf(multivariate);
    }

    /**
     * Reads what all controls are calibrated on, and fits the one that is fitted.
     *
     * @param histories beside made-up series; there may be none
     * @throws io.surprisal.trainer.data.BadDataException if a history cannot be read
     */
    public static ControlModels reading(List<HistorySource> histories, Progress progress) {
        return reading(histories, CALIBRATION_SERIES, progress);
    }

    static ControlModels reading(List<HistorySource> histories, int syntheticSeries, Progress progress) {
        progress.begin("reading what controls are calibrated on", 1 + histories.size());
        CalibrationData data = new CalibrationData(SPEC, SEED, syntheticSeries);
        List<CalibrationSet> univariate = new ArrayList<>(List.of(data.synthetic()));
        List<CalibrationSet> multivariate = new ArrayList<>(List.of(data.syntheticGroups()));
        LinearFit fit = new LinearFit(SPEC);
        fit.addSynthetic(SEED);
        progress.advance(1);
        for (HistorySource source : histories) {
            List<SeriesHistory> set = source.read().stream()
                    .map(history -> history.withCovariates(List.of()))
                    .toList();
            univariate.add(data.univariate(source.name(), set));
            multivariate.add(data.multivariate(source.name(), set));
            fit.add(set);
            progress.advance(1);
        }
        fit.fit();
        progress.end(univariate.size() + " sets");
        return new ControlModels(fit, univariate, multivariate);
    }

    /** Makes a control's model and calibrates it. */
    public ModelSnapshot calibrated(Control control, Progress progress) {
        progress.begin("calibrating control " + name(control), 1);
        Calibrator.Calibrated calibrated = new Calibrator(uncalibrated(control)).calibrate(univariate, multivariate);
        progress.end(calibrated.origin().rows() + " rows counted");
        return calibrated.model();
    }

    /** A control's model whose scores mean nothing yet. */
    ModelSnapshot uncalibrated(Control control) {
        Map<String, float[]> tensors = new HashMap<>();
        for (TensorShape shape : TensorLayout.of(SPEC).tensors()) {
            tensors.put(shape.name(), new float[shape.size()]);
        }
        float[] bias = new float[TensorLayout.HEAD_ROWS];
        float[] weight = new float[TensorLayout.HEAD_ROWS * (HIDDEN + SPEC.inputSize())];
        Horizon[] horizons = Horizon.values();
        for (int block = 0; block < horizons.length; block++) {
            fill(block, offsets(control, horizons[block]), weight, bias);
            for (int part = 0; part < TensorLayout.MIXTURE; part++) {
                bias[meanRow(block, part)] = control.intercept(horizons[block], fit);
            }
        }
        tensors.put(TensorLayout.HEAD_WEIGHT, weight);
        tensors.put(TensorLayout.HEAD_BIAS, bias);
        tensors.put(TensorLayout.CALIBRATION_UNIVARIATE, risingLine());
        tensors.put(TensorLayout.CALIBRATION_MULTIVARIATE, risingLine());
        return ModelSnapshot.of("control-" + name(control), "1", Optional.empty(), SPEC, tensors);
    }

    /** The forecast less what the head adds to its means by itself, [I]. */
    private float[] offsets(Control control, Horizon horizon) {
        float[] weights = new float[SPEC.inputSize()];
        control.fill(horizon, fit, weights);
        weights[horizon.baseInput()] -= 1;
        return weights;
    }

    private static int meanRow(int block, int part) {
        return block * TensorLayout.HEAD_ROWS_PER_HORIZON + TensorLayout.MIXTURE + part;
    }

    /** All parts of the mixture are alike, so that it is one logistic distribution. */
    private static void fill(int block, float[] offsets, float[] weight, float[] bias) {
        for (int part = 0; part < TensorLayout.MIXTURE; part++) {
            int mean = meanRow(block, part);
            System.arraycopy(offsets, 0, weight, mean * (HIDDEN + offsets.length) + HIDDEN, offsets.length);
            bias[mean + TensorLayout.MIXTURE] = LOG_SCALE;
        }
    }

    private static float[] risingLine() {
        float[] knots = new float[2 * TensorLayout.CURVE_KNOTS];
        for (int knot = 0; knot < TensorLayout.CURVE_KNOTS; knot++) {
            knots[2 * knot] = knot;
            knots[2 * knot + 1] = knot;
        }
        return knots;
    }

    private static String name(Control control) {
        return control.name().toLowerCase(Locale.ROOT);
    }
}
