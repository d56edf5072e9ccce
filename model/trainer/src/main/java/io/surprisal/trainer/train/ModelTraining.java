package io.surprisal.trainer.train;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.Provenance;
import io.surprisal.model.Calibration;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.score.ScoreScale;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.train.calibrate.CalibrationSet;
import io.surprisal.trainer.train.calibrate.Calibrator;
import io.surprisal.trainer.train.history.HistorySource;
import io.surprisal.trainer.train.network.NetworkParameters;
import io.surprisal.trainer.train.network.TorchNetwork;
import io.surprisal.trainer.train.synthetic.RandomSource;
import io.surprisal.trainer.train.synthetic.SyntheticSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From data to a model file: reads, trains, calibrates. What {@code train} does.
 *
 * <p>Covariates that the options' network does not read are left out: the default model serves any series.
 */
public final class ModelTraining {

    private static final long INITIAL_PARAMETERS_STREAM = -2;
    /** Any will do until the calibration is known. */
    private static final Calibration UNCALIBRATED = new Calibration(Curve.line(10, 3), Curve.line(10, 3), 0, 0);

    private final TrainingOptions options;
    private final List<HistorySource> sources;
    private final Progress progress;
    private final TrainingProgress.Listener listener;

    /**
     * A training that has not begun.
     *
     * @param sources sets of real series, each of which counts alike; may be none
     * @param progress is told of reading, of the updates and of the calibration
     * @param listener is told of the losses
     */
    public ModelTraining(
            TrainingOptions options,
            List<HistorySource> sources,
            Progress progress,
            TrainingProgress.Listener listener) {
        this.options = options;
        this.sources = List.copyOf(sources);
        this.progress = progress;
        this.listener = listener;
    }

    /**
     * Trains from random weights and calibrates.
     *
     * @param label what is written on the model
     * @param checkpoint where the training can be taken up
     * @throws BadDataException if the real data cannot be read, or there is nothing to learn from
     * @throws IllegalStateException if there is no PyTorch for this machine
     */
    public ModelFile run(ModelLabel label, Checkpoint checkpoint) {
        HistorySets sets = read();
        NetworkParameters start =
                NetworkParameters.random(options.spec(), new RandomSource(options.seed(), INITIAL_PARAMETERS_STREAM));
        TrainedNetwork trained =
                train(start, () -> TrainingSet.of(options.mix(), sets.series(), sampler(), options.seed()), checkpoint);
        return calibrated(trained.parameters(), Optional.empty(), sets, label, story(sets, trained));
    }

    /**
     * Trains a model's network on and calibrates it anew. If no epoch was better on the rows that are held back, its weights
     * stay as they were.
     *
     * @param base the model; the options' specification must be its own, without a head
     * @param label what is written on the result
     * @param checkpoint where the training can be taken up
     * @throws BadDataException if the real data cannot be read, or there is nothing to learn from
     * @throws IllegalStateException if there is no PyTorch for this machine
     */
    public ModelFile continueFrom(ModelFile base, ModelLabel label, Checkpoint checkpoint) {
        HistorySets sets = read();
        TrainedNetwork trained = train(
                parameters(base),
                () -> TrainingSet.ofContinued(options.mix(), sets.series(), sampler(), options.seed()),
                checkpoint);
        String story = base.getManifest().getProvenance().getData() + "; then from validation loss "
                + trained.startLoss() + ": " + story(sets, trained);
        return calibrated(trained.parameters(), Optional.of(base), sets, label, story);
    }

    /**
     * Calibrates a model anew and leaves its network as it is: after a change of the scores, or for other data.
     *
     * @param base the model; the options' specification must be its own, without a head
     * @param label what is written on the result
     * @throws BadDataException if the real data cannot be read
     */
    public ModelFile recalibrate(ModelFile base, ModelLabel label) {
        HistorySets sets = read();
        String story = base.getManifest().getProvenance().getData() + "; calibrated anew: " + sets;
        return calibrated(parameters(base), Optional.of(base), sets, label, story);
    }

    private NetworkParameters parameters(ModelFile base) {
        return NetworkParameters.from(ModelCodec.fromFile(base), options.spec());
    }

    private HistorySets read() {
        return HistorySets.read(sources, options.spec().covariates(), progress);
    }

    private SequenceSampler sampler() {
        return SequenceSampler.withIncidents(options.spec(), options.seed());
    }

    private TrainedNetwork train(NetworkParameters start, Supplier<TrainingSet> sequences, Checkpoint checkpoint) {
        try (TorchNetwork network = new TorchNetwork(options.spec())) {
            progress.begin("making sequences", 1);
            TrainingSet data = sequences.get();
            progress.advance(1);
            progress.end(data.training().size() + " sequences to learn from, "
                    + data.validation().size() + " to check on");
            TrainingRun run = new TrainingRun(network, data, options.schedule(), options.seed(), options.limit());
            return new ReportedRun(run, progress, listener).train(start, checkpoint);
        }
    }

    private ModelFile calibrated(
            NetworkParameters parameters, Optional<ModelFile> base, HistorySets sets, ModelLabel label, String story) {
        progress.begin("calibrating", 1);
        Calibrator.Calibrated calibrated = calibrate(parameters, sets, label.name());
        progress.advance(1);
        progress.end(describe(calibrated.model().calibration()));
        ModelSnapshot model = base.map(file -> headed(calibrated.model(), ModelCodec.fromFile(file), parameters))
                .orElse(calibrated.model());
        String sha256 = model.identity().sha256();
        ModelSnapshot named = ModelSnapshot.of(
                label.name(), label.versionOf(sha256), parent(base, sha256), model.spec(), model.weights());
        ModelFile made = ModelCodec.toFile(named, provenance(label, story), calibrated.origin());
        if (named.spec().recognizes() && base.isPresent()) {
            made.getManifest().setRecognition(base.get().getManifest().getRecognition());
        }
        return made;
    }

    /** A head that names kinds of incident goes on to a model with the same network; to another network it means nothing. */
    private static ModelSnapshot headed(ModelSnapshot model, ModelSnapshot base, NetworkParameters parameters) {
        boolean same = base.spec().recognizes()
                && base.spec().withoutHead().equals(parameters.spec())
                && Arrays.equals(NetworkParameters.from(base, parameters.spec()).values(), parameters.values());
        return same
                ? model.withHead(
                        model.identity().version(),
                        model.identity().parentSha256(),
                        base.spec(),
                        base.recognitionTensors())
                : model;
    }

    /** The model that it was made from, or that one's if nothing is different. */
    private static Optional<String> parent(Optional<ModelFile> base, String sha256) {
        return base.map(file -> ModelCodec.identity(file.getManifest()))
                .flatMap(identity ->
                        identity.sha256().equals(sha256) ? identity.parentSha256() : Optional.of(identity.sha256()));
    }

    private Calibrator.Calibrated calibrate(NetworkParameters parameters, HistorySets sets, String name) {
        CalibrationData data = new CalibrationData(
                options.spec(), options.seed(), options.mix().calibrationSeries());
        List<CalibrationSet> univariate = new ArrayList<>(List.of(data.synthetic()));
        List<CalibrationSet> multivariate = new ArrayList<>(List.of(data.syntheticGroups()));
        sets.forEach((set, series) -> {
            univariate.add(data.univariate(set, series));
            multivariate.add(data.multivariate(set, series));
        });
        Calibrator.Calibrated calibrated =
                new Calibrator(uncalibrated(parameters, name, Optional.empty())).calibrate(univariate, multivariate);
        listener.calibrated(calibrated.model(), univariate, multivariate);
        return calibrated;
    }

    /** A model of these parameters that still needs a calibration. */
    static ModelSnapshot uncalibrated(NetworkParameters parameters, String name, Optional<String> parent) {
        Map<String, float[]> tensors = parameters.tensors();
        tensors.putAll(UNCALIBRATED.tensors());
        return ModelSnapshot.of(name, "uncalibrated", parent, parameters.spec(), tensors);
    }

    private String story(HistorySets sets, TrainedNetwork trained) {
        return String.format(
                Locale.ROOT,
                "%d synthetic series; %s; %s, %d updates in %d epochs, best epoch %d, validation loss %s",
                options.mix().syntheticSeries(),
                sets,
                options.spec().network(),
                trained.updates(),
                trained.epochs(),
                trained.bestEpoch(),
                trained.loss());
    }

    private Provenance provenance(ModelLabel label, String story) {
        String version = ModelTraining.class.getPackage().getImplementationVersion();
        return Provenance.newBuilder()
                .setWho(label.who())
                .setWhen(label.when())
                .setData(story)
                .setCommand(label.command())
                .setSeed(options.seed())
                .setTrainerVersion(version == null ? "" : version)
                .setGeneratorVersion(
                        options.mix().syntheticSeries() > 0
                                ? Integer.toString(SyntheticSeries.GENERATOR_VERSION)
                                : null)
                .build();
    }

    private static String describe(Calibration calibration) {
        return String.format(
                Locale.ROOT,
                "score 0.5 at s = %.2f (one feature), %.2f (several); silence %d rows, margin %.2f",
                statisticAt(calibration.univariate()),
                statisticAt(calibration.multivariate()),
                calibration.refractoryRows(),
                calibration.realertMargin());
    }

    /** The statistic of the first knot from which on the score is 0.5 or more. */
    private static double statisticAt(Curve curve) {
        float[] knots = curve.knots();
        int knot = 0;
        while (knot < knots.length - 2 && ScoreScale.score(knots[knot + 1]) < Verdict.THRESHOLD) {
            knot += 2;
        }
        return knots[knot];
    }
}
