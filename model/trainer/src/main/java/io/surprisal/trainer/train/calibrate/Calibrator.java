package io.surprisal.trainer.train.calibrate;

import io.surprisal.model.Calibration;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.detect.Verdict;
import io.surprisal.schemas.models.CalibrationOrigin;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives a trained network its calibration: runs the detector over rows that are as good as normal, and fits the curves so
 * that a score of 0.5 or more comes once in 1,000 of them.
 *
 * <p>The silence after an alert follows {@link RefractoryRule}. The margin for another alert within it is the smallest
 * that adds at most a tenth to the alerts on these rows.
 */
public final class Calibrator {

    private static final double CLUSTER_RATE = 0.002; // rows above the threshold by which clusters are judged
    private static final float[] MARGINS = {0.5f, 0.75f, 1, 1.25f, 1.5f, 1.75f, 2};
    private static final double MORE_ALERTS = 1.1;

    private final ModelSnapshot model;

    /**
     * For one network.
     *
     * @param model with any calibration
     */
    public Calibrator(ModelSnapshot model) {
        this.model = model;
    }

    /** A model with its calibration, and what this was counted on. */
    public record Calibrated(ModelSnapshot model, CalibrationOrigin origin) {}

    /**
     * Calibrates.
     *
     * @param univariate sets of series of one feature, at least one with rows
     * @param multivariate sets of series of several features; if there are none, their curve is the univariate one
     */
    public Calibrated calibrate(List<CalibrationSet> univariate, List<CalibrationSet> multivariate) {
        List<CalibrationSet> sets = nonEmpty(univariate);
        PooledRates all = PooledRates.of(record(sets));
        if (all.rows() == 0) {
            throw new IllegalArgumentException("calibration needs rows of series of one feature: sets=" + univariate);
        }
        float clusterThreshold = threshold(all);
        int refractoryRows = RefractoryRule.rows(all, clusterThreshold);
        PooledRates kept = all.withoutWorst(clusterThreshold);
        Curve one = new CurveFit(kept).fit();
        List<CalibrationSet> several = nonEmpty(multivariate);
        Curve many = several.isEmpty() ? one : multivariate(several);
        Calibration calibration = new Calibration(one, many, refractoryRows, margin(kept, one, refractoryRows));
        return new Calibrated(
                with(calibration),
                origin(
                        kept,
                        Stream.concat(sets.stream(), several.stream())
                                .map(CalibrationSet::name)
                                .toList()));
    }

    private Curve multivariate(List<CalibrationSet> sets) {
        PooledRates all = PooledRates.of(record(sets));
        PooledRates kept = all.withoutWorst(threshold(all));
        return new CurveFit(kept).fit();
    }

    private static List<CalibrationSet> nonEmpty(List<CalibrationSet> sets) {
        return sets.stream().filter(set -> !set.series().isEmpty()).toList();
    }

    private List<PooledRates.Pool> record(List<CalibrationSet> sets) {
        StatisticsRecorder recorder = new StatisticsRecorder(model);
        return sets.stream()
                .map(set -> new PooledRates.Pool(
                        set.clean(), set.series().stream().map(recorder::record).toList()))
                .toList();
    }

    private static float threshold(PooledRates rates) {
        return (float) new CurveFit(rates).threshold(-StrictMath.log10(CLUSTER_RATE));
    }

    private static float margin(PooledRates rates, Curve curve, int refractoryRows) {
        float threshold = (float) new CurveFit(rates).threshold(CurveFit.THRESHOLD_RATE);
        double silent = rates.alerts(threshold, refractoryRows);
        for (float margin : MARGINS) {
            double loud = rates.rate(series ->
                    series.alerts(threshold, refractoryRows, (now, last) -> curve.at(now) >= curve.at(last) + margin));
            if (loud <= MORE_ALERTS * silent) {
                return margin;
            }
        }
        return MARGINS[MARGINS.length - 1];
    }

    private ModelSnapshot with(Calibration calibration) {
        Map<String, float[]> tensors = new HashMap<>(calibration.tensors());
        TensorLayout.of(model.spec()).tensors().stream()
                .filter(shape -> !tensors.containsKey(shape.name()))
                .forEach(shape -> tensors.put(shape.name(), model.tensor(shape.name())));
        Optional<String> parent = model.identity().parentSha256();
        return ModelSnapshot.of(model.identity().name(), model.identity().version(), parent, model.spec(), tensors);
    }

    private static CalibrationOrigin origin(PooledRates kept, List<String> names) {
        String text = String.format(
                Locale.ROOT,
                "score %.1f is one row in %.0f, the mean over the sets, each of which counts alike",
                Verdict.THRESHOLD,
                StrictMath.pow(10, CurveFit.THRESHOLD_RATE));
        return new CalibrationOrigin(kept.rows(), names, text);
    }
}
