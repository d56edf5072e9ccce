package io.surprisal.trainer.train;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.Provenance;
import io.surprisal.model.Calibration;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.train.calibrate.CalibrationSet;
import io.surprisal.trainer.train.calibrate.Calibrator;
import io.surprisal.trainer.train.history.HistorySource;
import io.surprisal.trainer.train.history.SeriesHistory;
import io.surprisal.trainer.train.network.LstmNetwork;
import io.surprisal.trainer.train.network.NetworkParameters;
import io.surprisal.trainer.train.synthetic.RandomSource;
import io.surprisal.trainer.train.synthetic.SyntheticSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * From data to a model file: reads, trains, calibrates. What {@code train} does.
 *
 * <p>Covariates of the series are left out: the result serves any series.
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
     * Trains and calibrates.
     *
     * @param label what is written on the model
     * @param checkpoint where the training can be taken up
     * @throws BadDataException if the real data cannot be read, or there is nothing to learn from
     * @throws IllegalStateException if there is no PyTorch for this machine
     */
    public ModelFile run(ModelLabel label, Checkpoint checkpoint) {
        try (LstmNetwork network = new LstmNetwork(options.spec())) {
            Map<String, List<SeriesHistory>> sets = read();
            TrainingSet data = trainingSet(sets);
            TrainedNetwork trained = train(network, data, checkpoint);
            progress.begin("calibrating", 1);
            Calibrator.Calibrated calibrated = calibrate(trained.parameters(), sets, label.name());
            progress.advance(1);
            progress.end(describe(calibrated.model().calibration()));
            ModelSnapshot model = named(calibrated.model(), label);
            return ModelCodec.toFile(model, provenance(label, sets, trained), calibrated.origin());
        }
    }

    private Map<String, List<SeriesHistory>> read() {
        Map<String, List<SeriesHistory>> sets = new LinkedHashMap<>();
        if (sources.isEmpty()) {
            return sets;
        }
        progress.begin("reading " + sources.size() + " sets of series", sources.size());
        for (HistorySource source : sources) {
            List<SeriesHistory> set = source.read().stream()
                    .map(history -> history.withCovariates(List.of()))
                    .toList();
            sets.merge(source.name(), set, (first, second) -> {
                List<SeriesHistory> both = new ArrayList<>(first);
                both.addAll(second);
                return both;
            });
            progress.advance(1);
        }
        progress.end(describe(sets));
        return sets;
    }

    private TrainingSet trainingSet(Map<String, List<SeriesHistory>> sets) {
        SequenceSampler sampler = new SequenceSampler(options.spec(), options.seed());
        progress.begin("making sequences", 1 + sets.size());
        List<TrainingSequence> sequences =
                new ArrayList<>(sampler.synthetic(options.mix().syntheticSeries()));
        progress.advance(1);
        int stream = 0;
        for (List<SeriesHistory> set : sets.values()) {
            sequences.addAll(sampler.real(set, options.mix().sequencesPerSet(), stream));
            stream++;
            progress.advance(1);
        }
        if (sequences.size() < 2) {
            throw new BadDataException(
                    "there is nothing to learn from: give --data with more rows, or synthetic series");
        }
        TrainingSet data = TrainingSet.divide(sequences, options.seed());
        progress.end(data.training().size() + " sequences to learn from, "
                + data.validation().size() + " to check on");
        return data;
    }

    private TrainedNetwork train(LstmNetwork network, TrainingSet data, Checkpoint checkpoint) {
        NetworkParameters start =
                NetworkParameters.random(options.spec(), new RandomSource(options.seed(), INITIAL_PARAMETERS_STREAM));
        TrainingRun run = new TrainingRun(network, data, options.schedule(), options.seed(), options.limit());
        return new ReportedRun(run, progress, listener).train(start, checkpoint);
    }

    private Calibrator.Calibrated calibrate(
            NetworkParameters parameters, Map<String, List<SeriesHistory>> sets, String name) {
        CalibrationData data = new CalibrationData(
                options.spec(), options.seed(), options.mix().calibrationSeries());
        List<CalibrationSet> univariate = new ArrayList<>(List.of(data.synthetic()));
        List<CalibrationSet> multivariate = new ArrayList<>(List.of(data.syntheticGroups()));
        sets.forEach((set, series) -> {
            univariate.add(data.univariate(set, series));
            multivariate.add(data.multivariate(set, series));
        });
        return new Calibrator(uncalibrated(parameters, name, Optional.empty())).calibrate(univariate, multivariate);
    }

    /** A model of these parameters that still needs a calibration. */
    static ModelSnapshot uncalibrated(NetworkParameters parameters, String name, Optional<String> parent) {
        Map<String, float[]> tensors = parameters.tensors();
        tensors.putAll(UNCALIBRATED.tensors());
        return ModelSnapshot.of(name, "uncalibrated", parent, parameters.spec(), tensors);
    }

    private static ModelSnapshot named(ModelSnapshot model, ModelLabel label) {
        String version = label.versionOf(model.identity().sha256());
        return ModelSnapshot.of(label.name(), version, model.identity().parentSha256(), model.spec(), model.weights());
    }

    private Provenance provenance(ModelLabel label, Map<String, List<SeriesHistory>> sets, TrainedNetwork trained) {
        ModelSpec spec = options.spec();
        String data = String.format(
                Locale.ROOT,
                "%d synthetic series; %s; L=%d, H=%d, %d updates in %d epochs, best epoch %d, validation loss %s",
                options.mix().syntheticSeries(),
                describe(sets),
                spec.layers(),
                spec.hiddenSize(),
                trained.updates(),
                trained.epochs(),
                trained.bestEpoch(),
                trained.loss());
        String version = ModelTraining.class.getPackage().getImplementationVersion();
        return Provenance.newBuilder()
                .setWho(label.who())
                .setWhen(label.when())
                .setData(data)
                .setCommand(label.command())
                .setSeed(options.seed())
                .setTrainerVersion(version == null ? "" : version)
                .setGeneratorVersion(
                        options.mix().syntheticSeries() > 0
                                ? Integer.toString(SyntheticSeries.GENERATOR_VERSION)
                                : null)
                .build();
    }

    private static String describe(Map<String, List<SeriesHistory>> sets) {
        List<String> texts = new ArrayList<>();
        sets.forEach((name, set) -> texts.add(name + ": " + set.size() + " series, "
                + set.stream().mapToLong(history -> history.rows().size()).sum() + " rows"));
        return texts.isEmpty() ? "no real series" : String.join("; ", texts);
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

    /** The statistic of the knot at which the score is 0.5. */
    private static double statisticAt(Curve curve) {
        float[] knots = curve.knots();
        return knots[knots.length - 4];
    }
}
