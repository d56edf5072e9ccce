package io.surprisal.trainer.train;

import io.surprisal.model.Calibration;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.evaluate.ModelFitter;
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
 * forgets little. The base's calibration is kept as far as what was held back allows. What {@code evaluate --fit} does. If
 * later rows of the train parts are not forecast better, all stays as it was.
 *
 * <p>The network stays channel-wise and gets the set's covariates as further inputs, whose kernels begin at zero.
 */
public final class FineTuning implements ModelFitter {

    /**
     * Wall-clock time after which the updates end unless told otherwise. They take half a minute on two cores: far from the
     * limit, so that what comes out follows from the data and the seed alone.
     */
    public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(20);

    private static final String SUFFIX = "-fitted";

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
        ModelSpec spec = new ModelSpec(
                old.network(), old.features(), covariates, old.withoutHead().onVersionChange());
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
        TrainingSet data = TrainingSet.ofContinued(mix, List.of(set), SequenceSampler.plain(spec, seed), seed);
        try (TorchNetwork network = new TorchNetwork(spec)) {
            TrainingRun run = new TrainingRun(network, data, schedule, seed, limit);
            return new ReportedRun(run, progress, TrainingProgress.Listener.NONE)
                    .train(NetworkParameters.from(base, spec), Checkpoint.none());
        }
    }

    /**
     * The fitted network under the base's calibration, stretched where most series of the history say so ({@link
     * CurveStretch}): the curve for one feature by the series of one, that for several by those of several.
     */
    private static ModelSnapshot calibrate(
            TrainedNetwork trained, ModelSnapshot base, List<SeriesHistory> set, Progress progress) {
        progress.begin("calibrating", 1);
        Calibration old = base.calibration();
        ModelSnapshot model = fitted(trained.parameters(), base, old);
        CurveStretch one = new CurveStretch(
                old.univariate(), HeldBackStatistics.of(model, CalibrationData.heldBackOfOneFeature(set)));
        CurveStretch several = new CurveStretch(
                old.multivariate(), HeldBackStatistics.of(model, CalibrationData.heldBackOfSeveralFeatures(set)));
        Calibration calibration =
                new Calibration(one.stretched(), several.stretched(), old.refractoryRows(), old.realertMargin());
        progress.advance(1);
        progress.end(describe(several.series() > 0 ? several : one));
        return fitted(trained.parameters(), base, calibration);
    }

    private static String describe(CurveStretch found) {
        if (found.series() == 0) {
            return "the base's calibration: no series has enough rows to be held back";
        }
        String rate = String.format(
                Locale.ROOT,
                "what should be 10 of 100 held-back rows is %.1f in the median of %d series: ",
                100 * found.rate(),
                found.series());
        return rate
                + (found.factor() == 1
                        ? "the base's calibration"
                        : String.format(Locale.ROOT, "the base's calibration, stretched by %.2f", found.factor()));
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
