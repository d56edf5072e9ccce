package io.surprisal.deploy.cli;

import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.evaluate.EvaluateOptions;
import io.surprisal.trainer.evaluate.Evaluation;
import io.surprisal.trainer.evaluate.EvaluationReport;
import io.surprisal.trainer.evaluate.Labels;
import io.surprisal.trainer.evaluate.ModelFitter;
import io.surprisal.trainer.evaluate.OutputFolder;
import io.surprisal.trainer.evaluate.ReportJson;
import io.surprisal.trainer.evaluate.ReportTable;
import io.surprisal.trainer.evaluate.baseline.BaselineSet;
import io.surprisal.trainer.evaluate.picture.EvaluationPage;
import io.surprisal.trainer.train.FineTuning;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: the detector over series in files. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Scores CSV series without Kafka, with the same detector; where there are labels, measures the"
                + " scores beside other detectors on the same rows.",
        footer = {
            "",
            "DIR holds *.csv or *.csv.gz at any depth, one series each; with DIR/test, the file of the same name in",
            "DIR/train is a series' history. The first column is 'timestamp' (ISO, or a number) or 't' (a row index).",
            "OUT gets a file of scores for each series.",
            "",
            "Examples:",
            "  surprisal evaluate --data my-series --out scores",
            "  surprisal evaluate --data nab --out scores --labels labels.json --json report.json",
            "  surprisal evaluate --data nab --out scores --baselines simple --report report.html",
            "  surprisal evaluate --data servers --out scores --fit"
        })
final class EvaluateCommand implements Callable<Integer> {

    private static final long FIT_SEED = 1;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder of the series.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "OUT",
            description = "Folder for the scores: new or empty, and not inside DIR.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model to score with, or " + ModelArgument.CONTROLS + "; else the one that ships.")
    private @Nullable String model;

    @Option(
            names = "--fit",
            description =
                    "First continue the model's training on the histories in DIR/train, about a minute on two cores."
                            + " What is not forecast better leaves the model as it is; its calibration stays too unless most"
                            + " series score too high.")
    private boolean fit;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "What is anomalous: labels.json as NAB has it, or a CSV file with key,start,end; else those"
                    + " beside the data.")
    private @Nullable Path labels;

    @Option(
            names = "--baselines",
            paramLabel = "WHICH",
            defaultValue = "all",
            description =
                    "What is measured beside the detector where there are labels, after it has ended: all; simple,"
                            + " without the linear forecast and the random cut forest; or none (${DEFAULT-VALUE}). Processor time"
                            + " of all and of simple: 90 s and 9 s for 3.2 million rows of one feature (the detector itself: 12"
                            + " s), 70 s and 9 s for 0.5 million rows of 38 (36 s).")
    private BaselineSet baselines = BaselineSet.ALL;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to a file.")
    private @Nullable Path json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Also write an HTML report: the figures and pictures of the 30 most telling series.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOutput();
        EvaluateOptions options = new EvaluateOptions(
                data, out, model(), fitter(), labels == null ? Labels.beside(data) : Labels.read(labels), baselines);
        TaskProgress progress = new TaskProgress();
        EvaluationReport found = new Evaluation().run(options, progress);
        PrintWriter writer = spec.commandLine().getOut();
        ReportTable.lines(found).forEach(writer::println);
        writer.flush();
        if (json != null) {
            new ReportJson().write(found, json);
        }
        if (report != null) {
            new EvaluationPage(found, data).write(report, progress);
        }
        return 0;
    }

    private void checkOutput() throws IOException {
        try {
            OutputFolder.prepare(out, data);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private ModelSnapshot model() throws IOException {
        return ModelArgument.loadCalibrated(spec, model, List.of(data), new TaskProgress());
    }

    private ModelFitter fitter() {
        return fit ? FineTuning.of(FIT_SEED, FineTuning.DEFAULT_LIMIT) : ModelFitter.NONE;
    }
}
