package io.surprisal.trainer.bench.injection;

import io.surprisal.trainer.evaluate.baseline.Baseline;
import io.surprisal.trainer.evaluate.baseline.BaselineSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One of the baselines. What it remembers cannot be copied, so that a copy is a new one that is shown all rows again. */
public final class BaselineMethod implements TestedMethod {

    private final String name;
    private final int place; // among all baselines

    private BaselineMethod(String name, int place) {
        this.name = name;
        this.place = place;
    }

    /** The simple baselines. */
    public static List<TestedMethod> all() {
        List<Baseline> baselines = BaselineSet.SIMPLE.create(1);
        return IntStream.range(0, baselines.size())
                .<TestedMethod>mapToObj(
                        place -> new BaselineMethod(baselines.get(place).name(), place))
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Run begin(int features) {
        return new BaselineRun(features, List.of(), List.of());
    }

    /** Remembers all rows. */
    private final class BaselineRun implements Run {

        private final Baseline baseline;
        private final int features;
        private final List<Long> times = new ArrayList<>();
        private final List<double[]> rows = new ArrayList<>();

        BaselineRun(int features, List<Long> times, List<double[]> rows) {
            this.features = features;
            this.baseline = BaselineSet.SIMPLE.create(features).get(place);
            for (int row = 0; row < rows.size(); row++) {
                observe(times.get(row), rows.get(row));
            }
        }

        @Override
        public void learn(long eventTimeMs, double[] values) {
            observe(eventTimeMs, values);
        }

        @Override
        public void observe(long eventTimeMs, double[] values) {
            baseline.observe(eventTimeMs, values);
            times.add(eventTimeMs);
            rows.add(values);
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
            return new BaselineRun(features, times, rows);
        }
    }
}
