package io.surprisal.topology.detect;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.series.SeriesState;
import io.surprisal.topology.input.Reading;
import io.surprisal.topology.input.SourceCoordinates;
import io.surprisal.topology.settings.DetectorSettings;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** A detector of one model, and where its inputs are among those that are configured. Not thread-safe. */
public final class ModelDetector {

    private final Detector detector;
    private final byte[] sha256;
    private final int[] features;
    private final int[] covariates;
    private final boolean takesAll;

    /**
     * A detector of a model that fits the input.
     *
     * @param explain which verdicts are explained
     */
    public ModelDetector(ModelSnapshot model, DetectorSettings.Input input, Explain explain) {
        List<String> configured = input.featureNames();
        List<String> own =
                model.spec().features().isEmpty() ? configured : model.spec().features();
        this.detector = new Detector(model, own, explain);
        this.sha256 = HexFormat.of().parseHex(model.identity().sha256());
        this.features = places(own, configured);
        this.covariates = places(model.spec().covariates(), input.covariateNames());
        this.takesAll = isEverything(features, configured.size())
                && isEverything(covariates, input.covariateNames().size());
    }

    private static int[] places(List<String> wanted, List<String> configured) {
        return wanted.stream().mapToInt(configured::indexOf).toArray();
    }

    private static boolean isEverything(int[] places, int configured) {
        return places.length == configured && IntStream.range(0, configured).allMatch(place -> places[place] == place);
    }

    /** The detector itself. */
    public Detector detector() {
        return detector;
    }

    /** Whether a state was made under another model. */
    boolean isOfAnother(SeriesState state) {
        return !state.isOfModel(sha256);
    }

    /**
     * A reading as this model takes it.
     *
     * @param values of all features that are configured, transforms applied, [F]
     */
    public Observation observation(Reading reading, double[] values, SourceCoordinates source) {
        return new Observation(
                reading.eventTimeMs(),
                takesAll ? values : chosen(values, features),
                takesAll ? reading.covariates() : chosen(reading.covariates(), covariates),
                source.partition(),
                source.offset());
    }

    private static double[] chosen(double[] all, int[] places) {
        double[] chosen = new double[places.length];
        for (int index = 0; index < places.length; index++) {
            chosen[index] = all[places[index]];
        }
        return chosen;
    }
}
