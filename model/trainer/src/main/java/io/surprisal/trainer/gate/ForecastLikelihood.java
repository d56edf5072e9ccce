package io.surprisal.trainer.gate;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.FeatureExplanation;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.trainer.inject.CleanStretch;
import io.surprisal.trainer.inject.Injector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How likely a model's forecasts of the next row held what came: the mean of −ln s − z²/2 over all values, where s is the
 * spread of the forecast in the unit of the value and z, at most 10, the distance from it in spreads. Only differences
 * between models on the same rows mean something.
 */
final class ForecastLikelihood {

    private static final double LARGEST_DISTANCE = 10;

    private double sum;
    private long values;

    private ForecastLikelihood() {}

    /** The mean over the judged rows, natural logarithm; NaN without any. */
    static double of(ModelSnapshot model, List<Injector> stretches) {
        ForecastLikelihood likelihood = new ForecastLikelihood();
        stretches.forEach(stretch -> likelihood.add(model, stretch));
        return likelihood.sum / likelihood.values;
    }

    private void add(ModelSnapshot model, Injector injector) {
        CleanStretch stretch = injector.stretch();
        Detector detector = new Detector(model, names(model, stretch.features()), Explain.EVERY_ROW);
        SeriesState state = SeriesState.wrap(detector.newState());
        int[] columns = model.spec().covariates().stream()
                .mapToInt(stretch.covariateNames()::indexOf)
                .toArray();
        for (int row = 0; row < stretch.length(); row++) {
            double[] known = stretch.covariates(row);
            double[] inputs = Arrays.stream(columns)
                    .mapToDouble(column -> column < 0 ? Double.NaN : known[column])
                    .toArray();
            Verdict verdict = detector.detect(
                    state,
                    new Observation(
                            stretch.timeMs(row), stretch.row(row), inputs, Observation.UNKNOWN, Observation.UNKNOWN));
            if (row >= injector.firstRow() && verdict instanceof Verdict.Scored scored) {
                scored.explanation().features().forEach(this::add);
            }
        }
    }

    private static List<String> names(ModelSnapshot model, int features) {
        List<String> names = model.spec().features();
        return names.size() == features
                ? names
                : IntStream.range(0, features).mapToObj(Integer::toString).toList();
    }

    private void add(FeatureExplanation feature) {
        if (feature.imputed() || feature.spread() <= 0) {
            return;
        }
        double distance = (feature.observed() - feature.expected()) / feature.spread();
        double bounded = Math.min(Math.abs(distance), LARGEST_DISTANCE);
        sum -= StrictMath.log(feature.spread()) + bounded * bounded / 2;
        values++;
    }
}
