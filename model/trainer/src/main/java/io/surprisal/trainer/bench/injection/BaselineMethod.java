package io.surprisal.trainer.bench.injection;

import io.surprisal.trainer.evaluate.baseline.Baseline;
import io.surprisal.trainer.evaluate.baseline.BaselineSet;
import java.util.List;
import java.util.stream.IntStream;

/** One of the baselines, none of which looks at covariates. */
public final class BaselineMethod implements TestedMethod {

    private final BaselineSet set;
    private final int place; // within the set

    private BaselineMethod(BaselineSet set, int place) {
        this.set = set;
        this.place = place;
    }

    /** The baselines of a set. */
    public static List<TestedMethod> all(BaselineSet set) {
        return IntStream.range(0, set.create(1).size())
                .<TestedMethod>mapToObj(place -> new BaselineMethod(set, place))
                .toList();
    }

    @Override
    public String name() {
        return set.create(1).get(place).name();
    }

    @Override
    public Run begin(int features, List<String> covariates) {
        return new BaselineRun(set.create(features).get(place));
    }

    /** A baseline on one series. */
    private record BaselineRun(Baseline baseline) implements Run {

        @Override
        public void learn(long eventTimeMs, double[] values, double[] covariates) {
            baseline.learn(eventTimeMs, values);
        }

        @Override
        public void observe(long eventTimeMs, double[] values, double[] covariates) {
            baseline.observe(eventTimeMs, values);
        }

        @Override
        public double score() {
            return baseline.score();
        }

        @Override
        public boolean alert() {
            return baseline.alert();
        }

        @Override
        public Run copy() {
            return new BaselineRun(baseline.copy());
        }
    }
}
