package io.surprisal.deploy.cli;

import io.surprisal.avro.ModelFile;
import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.trainer.recognize.ExampleSource;
import io.surprisal.trainer.recognize.RecognitionJson;
import io.surprisal.trainer.recognize.RecognitionOptions;
import io.surprisal.trainer.recognize.RecognitionTable;
import io.surprisal.trainer.recognize.RecognitionTraining;
import io.surprisal.trainer.train.ModelLabel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code recognize train}: a model file with a head that names kinds of incident. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description =
                "Gives a model a head that names kinds of incident, learned from labelled incidents or from incidents"
                        + " that are put into clean rows of your series, and shows what it names of those it was not trained on.",
        footer = {
            "",
            "With --labels, a CSV of the columns key,start,end,kind: series, first and last row (by number, or by time) and",
            "any name. A kind needs 8 alerts in 2 series. Without, incidents are injected into stretches of 1,500 clean rows",
            "and into made-up series, and have seven names: jump up, jump down, drift, more noise, flat line, off schedule",
            "(a missing peak, busy at night, another rhythm) and dropout (0).",
            "",
            "Of several folders each is left out once to measure, of one a fifth of its series. An alert is 'none of these'",
            "below the probability from which on --precision of all names were right there. Network and calibration stay,",
            "bit by bit: the new version, a child of the old one, scores alike and keeps all states.",
            "",
            "Examples:",
            "  surprisal recognize train --data history/ --out named.avro",
            "  surprisal recognize train --data series/ --labels kinds.csv --model model.avro --out named.avro",
            "  surprisal recognize train --data a --data b --data c --out named.avro --thorough --json report.json",
            "  surprisal publish named.avro --as champion"
        })
final class RecognizeTrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExampleOptions examples;

    @Option(names = "--model", paramLabel = "FILE", description = "The model to teach; else the one that ships.")
    private @Nullable Path model;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model file to write.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--precision",
            paramLabel = "SHARE",
            defaultValue = "0.8",
            description =
                    "Share of the names that is to be right (${DEFAULT-VALUE}); the higher, the more is 'none of these'.")
    private double precision;

    @Option(
            names = "--thorough",
            description = "Also measure the hidden state and the statistics alone, and kinds that were never shown;"
                    + " takes several times as long.")
    private boolean thorough;

    @Option(
            names = "--model-version",
            paramLabel = "TEXT",
            description = "The version's name; else the first digits of the weights' hash.")
    private String version = "";

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to a file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ExampleSource source = examples.source(spec);
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException("cannot write to the folder of --out " + out);
        }
        ModelFile base = model == null ? BundledModel.load() : ModelFiles.read(model);
        ModelSnapshot snapshot = ModelArgument.requireCalibrated(ModelCodec.fromFile(base), String.valueOf(model));
        RecognitionTraining.Trained trained =
                new RecognitionTraining(source, options(), new TaskProgress()).run(base, label(snapshot));
        ModelFiles.write(trained.file(), out);
        if (json != null) {
            new RecognitionJson().write(trained.report(), json);
        }
        print(spec.commandLine().getOut(), trained);
        return 0;
    }

    private RecognitionOptions options() {
        try {
            return new RecognitionOptions(precision, examples.seed(), thorough);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private ModelLabel label(ModelSnapshot base) {
        return new ModelLabel(
                base.identity().name(),
                version,
                "surprisal "
                        + String.join(
                                " ", spec.root().commandLine().getParseResult().originalArgs()),
                System.getProperty("user.name", ""),
                Instant.now());
    }

    private void print(PrintWriter writer, RecognitionTraining.Trained trained) {
        trained.leftOut()
                .forEach((kind, alerts) -> writer.println(
                        kind + " was left out: 8 alerts in 2 series are needed, there were " + alerts + " alerts"));
        RecognitionTable.lines(trained.report()).forEach(writer::println);
        if (trained.report().threshold() >= 1) {
            writer.println(
                    "at no probability " + precision + " of the names are right: everything will be 'none of these'");
        }
        var manifest = trained.file().getManifest();
        writer.println("wrote " + manifest.getName() + "/" + manifest.getVersion() + " to " + out
                + "; it scores as its parent does; 'surprisal publish " + out + "' puts it to work");
        writer.flush();
    }
}
