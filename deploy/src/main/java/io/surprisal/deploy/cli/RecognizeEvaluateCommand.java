package io.surprisal.deploy.cli;

import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.trainer.recognize.ExampleSource;
import io.surprisal.trainer.recognize.RecognitionEvaluation;
import io.surprisal.trainer.recognize.RecognitionJson;
import io.surprisal.trainer.recognize.RecognitionReport;
import io.surprisal.trainer.recognize.RecognitionTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code recognize evaluate}: what a model's head names. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Shows what a model names the alerts of labelled or injected incidents: a confusion matrix, recall and"
                        + " precision of each kind, and how many are 'none of these'.",
        footer = {
            "",
            "Take series that the head was not trained on, or the figures are too good. Labels and injected incidents are as",
            "of 'recognize train'; a kind that the head does not know should be 'none of these'.",
            "",
            "Examples:",
            "  surprisal recognize evaluate --data other/ --model named.avro",
            "  surprisal recognize evaluate --data series/ --labels kinds.csv --model named.avro --json report.json"
        })
final class RecognizeEvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExampleOptions examples;

    @Option(names = "--model", paramLabel = "FILE", description = "The model; else the one that ships.")
    private @Nullable Path model;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to a file.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ExampleSource source = examples.measured(spec);
        ModelSnapshot snapshot = ModelArgument.requireCalibrated(
                ModelCodec.fromFile(model == null ? BundledModel.load() : ModelFiles.read(model)),
                String.valueOf(model));
        if (!snapshot.spec().recognizes()) {
            throw new CommandFailedException("model " + snapshot.identity().name() + "/"
                    + snapshot.identity().version()
                    + " knows no kinds of incident; 'surprisal recognize train' teaches it some");
        }
        RecognitionReport report = new RecognitionEvaluation(source, new TaskProgress()).run(snapshot);
        PrintWriter writer = spec.commandLine().getOut();
        RecognitionTable.lines(report).forEach(writer::println);
        writer.flush();
        if (json != null) {
            new RecognitionJson().write(report, json);
        }
        return 0;
    }
}
