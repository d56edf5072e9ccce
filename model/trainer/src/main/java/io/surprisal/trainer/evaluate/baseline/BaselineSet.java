package io.surprisal.trainer.evaluate.baseline;

import java.util.ArrayList;
import java.util.List;

/** Which baselines run beside the detector. */
public enum BaselineSet {
    /** The simple ones, the linear forecast and the random cut forest. */
    ALL,
    /** Those that cost next to nothing: persistence, EWMA, hour-of-day profile, robust z. */
    SIMPLE,
    /** None. */
    NONE;

    /** What runs, in two or three words. */
    public String words() {
        return switch (this) {
            case ALL -> "all baselines";
            case SIMPLE -> "simple baselines";
            case NONE -> "no baseline";
        };
    }

    /** The alert rules in words, to be printed beside figures; empty if there is no baseline. */
    public String rule() {
        return switch (this) {
            case NONE -> "";
            case SIMPLE -> CountedBaseline.RULE;
            case ALL -> CountedBaseline.RULE + "; the random cut forest alerts by its own anomaly grade";
        };
    }

    /** New baselines for one series of F features. */
    public List<Baseline> create(int features) {
        List<Baseline> baselines = new ArrayList<>();
        if (this != NONE) {
            baselines.add(CountedBaseline.ofFeatures("persistence", features, Persistence::new));
            baselines.add(CountedBaseline.ofFeatures("EWMA", features, EwmaResidual::new));
            baselines.add(CountedBaseline.ofFeatures("hour-of-day profile", features, SeasonalProfile::new));
            baselines.add(CountedBaseline.ofFeatures("robust z", features, RobustZ::new));
        }
        if (this == ALL) {
            LinearForecast linear = new LinearForecast(features);
            baselines.add(new CountedBaseline(linear.name(), linear));
            baselines.add(new RandomCutForestBaseline(features));
        }
        return baselines;
    }
}
