package io.surprisal.trainer.train;

import io.surprisal.model.Calibration;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.evaluate.ModelFitter;
import io.surprisal.trainer.train.calibrate.CalibrationSeries;
import io.surprisal.trainer.train.calibrate.CalibrationSet;
import io.surprisal.trainer.train.calibrate.Calibrator;
import io.surprisal.trainer.train.history.CsvHistory;
import io.surprisal.trainer.train.history.SeriesHistory;
import io.surprisal.trainer.train.network.NetworkParameters;
import io.surprisal.trainer.train.network.TorchNetwork;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Continues a network's training on the train parts of one set of series, with some made-up ones beside them so that it
 * forgets little, and calibrates it anew if scores on what was held back come too often. What {@code evaluate --fit} does. If later rows of the train
 * parts are not forecast better, all stays as it was.
 *
 * <p>The network stays channel-wise and gets the set's covariates as further inputs, whose kernels begin at zero.
 */
public final class FineTuning implements ModelFitter {

    /** Wall-clock time after which the updates end unless told otherwise. */
    public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(10);

    private static final String SUFFIX = "-fitted";
    private static final String SET_NAME = "train parts";

    private static final double NOMINAL_RATE = 0.001;
    /** Up to twice the nominal rate is what the scores' meaning allows. */
    private static final double MOST_OF_NOMINAL = 2;

    private final Schedule schedule;
    private final DataMix mix;
    private final long seed;
    private final Duration limit;

    private FineTuning(Schedule schedule, DataMix mix, long seed, Duration limit) {
        this.schedule = schedule;
        this.mix = mix;
        this.seed = seed;
        this.limit = limit;
    }

    /**
     * A fine-tuning by {@link TrainingOptions#CONTINUED}.
     *
     * @param seed of all that is random
     * @param limit of wall-clock time for the updates
     */
    public static FineTuning of(long seed, Duration limit) {
        return new FineTuning(TrainingOptions.CONTINUED.schedule(), TrainingOptions.CONTINUED.mix(), seed, limit);
    }

    /** The same over another number of epochs and with another mix of data. */
    public FineTuning with(int epochs, DataMix otherMix) {
        return with(schedule.withEpochs(epochs), otherMix);
    }

    /** The same by another schedule and with another mix of data. */
    FineTuning with(Schedule otherSchedule, DataMix otherMix) {
        return new FineTuning(otherSchedule, otherMix, seed, limit);
    }

    /** Fits; what comes back is the base itself if the held-back rows of the train parts are not forecast better. */
    @Override
    public ModelSnapshot fit(ModelSnapshot base, SeriesCatalogue data, Progress progress) {
        if (data.histories().isEmpty()) {
            throw new BadDataException("there is nothing to fit to: " + data.folder()
                    + " has no folder train beside test; evaluate without --fit");
        }
        progress.begin("reading train parts", 1);
        List<SeriesHistory> raw = new CsvHistory(data.folder(), CsvHistory.Rows.PROBATION).read();
        List<String> covariates = covariates(base.spec(), raw);
        List<SeriesHistory> set =
                raw.stream().map(history -> history.withCovariates(covariates)).toList();
        progress.advance(1);
        progress.end(set.size() + " series, " + covariates.size() + " covariates");
        ModelSpec old = base.spec();
        ModelSpec spec = new ModelSpec(old.network(), old.features(), covariates, old.onVersionChange());
        TrainedNetwork trained = train(base, spec, set, progress);
        return trained.improved() ? calibrate(trained, base, set, progress) : base;
    }

    /** Those that the network has already, then the set's others in the order in which they are met. */
    private static List<String> covariates(ModelSpec spec, List<SeriesHistory> set) {
        Set<String> names = new LinkedHashSet<>(spec.covariates());
        set.forEach(history -> names.addAll(history.covariates()));
        return List.copyOf(names);
    }

    private TrainedNetwork train(ModelSnapshot base, ModelSpec spec, List<SeriesHistory> set, Progress progress) {
        TrainingSet data = TrainingSet.ofContinued(mix, List.of(set), new SequenceSampler(spec, seed), seed);
        try (TorchNetwork network = new TorchNetwork(spec)) {
            TrainingRun run = new TrainingRun(network, data, schedule, seed, limit);
            return new ReportedRun(run, progress, TrainingProgress.Listener.NONE)
                    .train(NetworkParameters.from(base, spec), Checkpoint.none());
        }
    }

    /**
     * The fitted network under the base's calibration, unless scores on the held-back rows come much more often than they
     * claim. That they come less often is no reason for a lower threshold: few and quiet rows would then let alerts come
     * easily on all that follows.
     */
    private ModelSnapshot calibrate(
            TrainedNetwork trained, ModelSnapshot base, List<SeriesHistory> set, Progress progress) {
        progress.begin("calibrating", 1);
        CalibrationData data = new CalibrationData(trained.parameters().spec(), seed, mix.calibrationSeries());
        CalibrationSet univariate = data.univariate(SET_NAME, set);
        CalibrationSet multivariate = data.multivariate(SET_NAME, set);
        ModelSnapshot model = fitted(trained.parameters(), base, base.calibration());
        List<CalibrationSeries> scored = multivariate.series().isEmpty() ? univariate.series() : multivariate.series();
        double rate = HeldBackRate.of(model, scored);
        String outcome = String.format(
                Locale.ROOT, "scores from 0.5 on %.2f of 1,000 held-back rows: the base's calibration", 1000 * rate);
        if (rate > MOST_OF_NOMINAL * NOMINAL_RATE) {
            Calibration counted = new Calibrator(model)
                    .calibrate(List.of(data.synthetic(), univariate), List.of(multivariate))
                    .model()
                    .calibration();
            model = fitted(trained.parameters(), base, counted);
            outcome += " counted too little, a new one";
        }
        progress.advance(1);
        progress.end(outcome + " is used");
        return model;
    }

    private static ModelSnapshot fitted(NetworkParameters parameters, ModelSnapshot base, Calibration calibration) {
        Map<String, float[]> tensors = parameters.tensors();
        tensors.putAll(calibration.tensors());
        String name = base.identity().name() + SUFFIX;
        Optional<String> parent = Optional.of(base.identity().sha256());
        ModelSnapshot model = ModelSnapshot.of(name, "new", parent, parameters.spec(), tensors);
        String version = ModelLabel.versionFrom(model.identity().sha256());
        return ModelSnapshot.of(name, version, parent, parameters.spec(), tensors);
    }
}
