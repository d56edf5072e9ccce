package io.surprisal.deploy.cli;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.deploy.history.TopicHistory;
import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.series.SeriesStateLayout;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.schemas.models.signature.SigningKey;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.gate.Gate;
import io.surprisal.trainer.publish.PublishException;
import io.surprisal.trainer.train.Checkpoint;
import io.surprisal.trainer.train.DataMix;
import io.surprisal.trainer.train.ModelLabel;
import io.surprisal.trainer.train.ModelTraining;
import io.surprisal.trainer.train.TrainingLog;
import io.surprisal.trainer.train.TrainingOptions;
import io.surprisal.trainer.train.TrainingRun;
import io.surprisal.trainer.train.history.CsvHistory;
import io.surprisal.trainer.train.history.HistorySource;
import io.surprisal.trainer.train.page.TrainingPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: a model file from history. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Learns a model from made-up series and from real history, in CSV folders or a Kafka topic, and"
                + " writes it to a file for 'publish', or publishes it itself.",
        footer = {
            "",
            "Of a folder with DIR/train only that is learned, else the first 15 %% of each file (at most 750 rows), so",
            "that the rest can be used to judge. One thread; the same seed and data give the same model on one machine.",
            "",
            "Which cell? lstm, unless there is a reason (H = units of each layer):",
            "  lstm           remembers for hundreds of rows, in 2 H numbers per feature",
            "  lstm-coupled   writes as much as it forgets: a quarter fewer weights",
            "  lstm-peephole  its gates see the memory: for rhythms that must be counted;",
            "                 the slowest to train",
            "  gru            a quarter fewer weights, and remembers in half the numbers",
            "  rnn            a quarter of the weights, half the numbers; forgets within",
            "                 some ten rows",
            "  tdnn           sees the last 1 + (K - 1) (2^L - 1) rows, usually 31, and",
            "                 nothing before; quick to train, the largest memory",
            "From some four layers on take --skip identity or concat as well, else the",
            "first layers hardly learn.",
            "",
            "Examples:",
            "  surprisal train --out model.avro --data history/",
            "  surprisal train --out model.avro --data history/ --cell gru --hidden 24",
            "  surprisal train --out model.avro --data history/ --cell rnn --layers 6 --skip identity",
            "  surprisal train --out model.avro --data history/ --resume          go on after an interruption",
            "  surprisal train --out model.avro --data history/ --from bundled    go on from the model that ships",
            "  surprisal train --out model.avro --data history/ --recalibrate old.avro",
            "  surprisal train --out model.avro --from-topic observations --since 2026-11-01T00:00:00Z \\",
            "      --set features=values.cpu",
            "",
            "Retraining, as one command of a schedule (cron), every Sunday from the last 30 days:",
            "  surprisal train --from champion --from-topic metrics --since 30d --publish challenger \\",
            "      --config detector.properties",
            "Its last line says in one sentence what became of it. Exit codes: 0 published, or nothing new was learnt; 1 refused",
            "by the gate, or failed. Nothing is ever half published."
        })
final class TrainCommand implements Callable<Integer> {

    private static final String CHAMPION = "champion";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The model file to write; may be left out with --publish.")
    private @Nullable Path given;

    @Option(names = "--data", paramLabel = "DIR", description = "A folder of series; may be given many times.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--rows",
            paramLabel = "WHICH",
            defaultValue = "probation",
            description = "Of a folder without train: its first rows (probation) or all.")
    private CsvHistory.Rows rows = CsvHistory.Rows.PROBATION;

    @Option(names = "--from-topic", paramLabel = "TOPIC", description = "A topic of observations to learn from.")
    private @Nullable String topic;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = SinceTime.class,
            description = "With --from-topic: the first record timestamp, ISO-8601 or a span before now such as 30d.")
    private Instant since = Instant.EPOCH;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description =
                    "Train a model on in place of a new one: a file, 'bundled', or 'champion' for the one on the models"
                            + " topic. Its weights stay as they are if the held-back rows are not forecast better.")
    private @Nullable String from;

    @Option(
            names = "--recalibrate",
            paramLabel = "MODEL",
            description = "Train nothing: calibrate a model anew, a file, 'bundled' or 'champion'.")
    private @Nullable String recalibrate;

    @Mixin
    private NetworkOptions network;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the data (20; 6 with --from); it stops early when nothing is gained.")
    private @Nullable Integer epochs;

    @Option(
            names = "--synthetic",
            paramLabel = "N",
            description = "Made-up series of 2,000 rows to learn from as well (2400; 240 with --from).")
    private @Nullable Integer synthetic;

    @Option(
            names = "--per-set",
            paramLabel = "N",
            description = "Stretches of 2,000 rows from each folder or topic (240; 480 with --from).")
    private @Nullable Integer perSet;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of all that is random (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--time-limit",
            paramLabel = "SPAN",
            converter = Span.class,
            description = "End the updates after this, such as 20m.")
    private Duration limit = TrainingRun.UNLIMITED;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The model's name (default; with --publish the setting model.name).")
    private @Nullable String name;

    @Option(
            names = "--model-version",
            paramLabel = "TEXT",
            description = "The version's name; else the first digits of the weights' hash.")
    private String version = "";

    @Option(names = "--resume", description = "Go on from FILE.checkpoint, which each epoch replaces.")
    private boolean resume;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write an HTML report: losses, nominal and measured rates, examples, provenance.")
    private @Nullable Path report;

    @Mixin
    private RetrainOptions retrain;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path out = out();
        Optional<SigningKey> key = retrain.key();
        ModelLabel label = new ModelLabel(
                modelName(),
                version,
                "surprisal "
                        + String.join(
                                " ", spec.root().commandLine().getParseResult().originalArgs()),
                System.getProperty("user.name", ""),
                Instant.now());
        Path notes = out.resolveSibling(out.getFileName() + ".checkpoint");
        Checkpoint checkpoint = resume ? Checkpoint.resuming(notes) : Checkpoint.startingAt(notes);
        TaskProgress progress = new TaskProgress();
        TrainingPage page = new TrainingPage(new TrainingLog(progress::say));
        ModelFile model = make(progress, page, label, checkpoint);
        ModelFiles.write(model, out);
        Files.deleteIfExists(notes);
        if (report != null) {
            page.write(model, report);
        }
        PrintWriter writer = spec.commandLine().getOut();
        writer.println(size(ModelCodec.fromFile(model).spec()));
        writer.println(retrain.isAsked() ? published(model, key, out, writer) : written(model.getManifest(), out));
        writer.flush();
        return 0;
    }

    /** What the network weighs, and what it makes a series weigh. */
    private static String size(ModelSpec network) {
        return network.network() + ": " + TensorLayout.of(network).floats() + " numbers; a series of one feature takes "
                + SeriesStateLayout.of(network, 1).bytes() + " bytes";
    }

    private static String written(ModelManifest manifest, Path out) {
        return "wrote " + manifest.getName() + "/" + manifest.getVersion() + " to " + out + "; 'surprisal publish "
                + out + "' puts it to work";
    }

    private String published(ModelFile model, Optional<SigningKey> key, Path out, PrintWriter writer)
            throws IOException, InterruptedException {
        String outcome;
        try {
            Gate gate = new Gate(List.of(), sources(), new TaskProgress());
            outcome = retrain.publish(model, key, cluster.cluster(), gate, writer);
        } catch (CommandFailedException | PublishException failure) {
            throw new CommandFailedException(failure.getMessage() + "; the model is in " + out, failure);
        }
        if (given == null) {
            Files.deleteIfExists(out);
        }
        return outcome;
    }

    /** Fails before hours of training rather than after. */
    private Path out() throws IOException {
        if (given == null && !retrain.isAsked()) {
            throw new ParameterException(spec.commandLine(), "--out FILE is needed, or --publish");
        }
        if (given == null) {
            if (resume) {
                throw new ParameterException(spec.commandLine(), "--resume goes on from the checkpoint beside --out");
            }
            return Files.createTempFile("surprisal-train-", ".avro");
        }
        Path folder = given.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException("cannot write to the folder of --out " + given);
        }
        return given;
    }

    private String modelName() {
        if (name != null) {
            return name;
        }
        return retrain.isAsked() ? cluster.cluster().model().name() : "default";
    }

    private ModelFile make(TaskProgress progress, TrainingPage page, ModelLabel label, Checkpoint checkpoint)
            throws IOException {
        Optional<ModelFile> base = base();
        ModelTraining training = new ModelTraining(options(base), sources(), progress, page);
        if (base.isEmpty()) {
            return training.run(label, checkpoint);
        }
        ModelFile made = recalibrate == null
                ? training.continueFrom(base.get(), label, checkpoint)
                : training.recalibrate(base.get(), label);
        if (!base.get().getManifest().getSpec().getKinds().isEmpty()
                && made.getManifest().getSpec().getKinds().isEmpty()) {
            progress.say("the network has changed, so the head that names kinds of incident is gone;"
                    + " 'surprisal recognize train' gives it one");
        }
        return made;
    }

    /** The model to begin with, if there is one. */
    private Optional<ModelFile> base() throws IOException {
        if (from != null && recalibrate != null) {
            throw new ParameterException(spec.commandLine(), "--from and --recalibrate exclude each other");
        }
        String named = from == null ? recalibrate : from;
        if (named == null) {
            return Optional.empty();
        }
        for (String shape : NetworkOptions.NAMES) {
            if (spec.commandLine().getParseResult().hasMatchedOption(shape)) {
                throw new ParameterException(
                        spec.commandLine(), shape + " is the model's own with --from and --recalibrate: leave it out");
            }
        }
        return Optional.of(
                switch (named) {
                    case VersionArgument.BUNDLED -> BundledModel.load();
                    case CHAMPION -> RetrainOptions.champion(cluster.cluster());
                    default -> ModelFiles.read(Path.of(named));
                });
    }

    private TrainingOptions options(Optional<ModelFile> base) {
        try {
            ModelSpec shape = base.isPresent()
                    ? ModelCodec.fromFile(base.get()).spec().withoutHead()
                    : TrainingOptions.channelWise(network.shape());
            TrainingOptions usual = from == null ? TrainingOptions.DEFAULT : TrainingOptions.CONTINUED;
            return new TrainingOptions(
                    shape,
                    usual.schedule()
                            .withEpochs(epochs == null ? usual.schedule().epochs() : epochs),
                    new DataMix(
                            synthetic == null ? usual.mix().syntheticSeries() : synthetic,
                            perSet == null ? usual.mix().sequencesPerSet() : perSet),
                    seed,
                    limit);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<HistorySource> sources() {
        List<HistorySource> sources = new ArrayList<>();
        data.forEach(folder -> sources.add(new CsvHistory(folder, rows)));
        if (topic != null) {
            DetectorSettings settings = cluster.detector();
            sources.add(new TopicHistory(settings, ClusterOptions.clients(settings), topic, since));
        }
        return sources;
    }
}
