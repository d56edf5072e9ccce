package io.surprisal.deploy.cli;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.deploy.terminal.TaskProgress;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.trainer.exchange.ImportCompletion;
import io.surprisal.trainer.exchange.ImportOptions;
import io.surprisal.trainer.exchange.ImportedModel;
import io.surprisal.trainer.exchange.ModelImport;
import io.surprisal.trainer.exchange.ParityCheck;
import io.surprisal.trainer.exchange.ParityVectors;
import io.surprisal.trainer.exchange.TensorMapping;
import io.surprisal.trainer.train.ModelLabel;
import io.surprisal.trainer.train.history.CsvHistory;
import io.surprisal.trainer.train.history.HistorySource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: a model file from another library's network. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Makes a model file from a network that PyTorch trained: a safetensors file with the tensors of"
                + " 'rnn' (torch.nn.LSTM, GRU, RNN) or 'conv' (torch.nn.Conv1d) and 'head' (torch.nn.Linear), or an ONNX"
                + " file of the recurrent ones, checked against parity vectors.",
        footer = {
            "",
            "Parity vectors are a safetensors file with 'inputs' [T, I] and the head's 'outputs' [T, 27] on them, from a",
            "state of zeros. An output that differs by more than 1e-5 refuses the import. A file that 'export' wrote and",
            "nobody changed needs none: its hash proves it. docs/EXCHANGE.md shows how to write them, and mapping files.",
            "",
            "A network alone does not know how rare its surprises are. Until it is calibrated every score is 0, and",
            "'publish' refuses it: give --calibrate here, or use 'train --recalibrate' later.",
            "",
            "Examples:",
            "  surprisal import net.safetensors --parity parity.safetensors --calibrate history/ --out model.avro",
            "  surprisal import net.onnx --parity parity.safetensors --out model.avro",
            "  surprisal import net.safetensors --parity parity.safetensors --map names.txt --out model.avro",
            "  surprisal import exported.safetensors --out model.avro         what 'export' wrote, as it was"
        })
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The network: safetensors, or ONNX if it ends in .onnx.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model file to write.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--parity", paramLabel = "FILE", description = "Inputs and the outputs expected on them.")
    private @Nullable Path parity;

    @Option(
            names = "--unchecked",
            description = "Import without parity vectors: nothing then says that the numbers stand where they belong.")
    private boolean unchecked;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description = "Which tensor is which, where names differ: lines such as 'rnn.* = encoder.lstm.*'.")
    private @Nullable Path mapping;

    @Option(
            names = "--cell",
            paramLabel = "CELL",
            description =
                    "Cell and skip connections, where the shapes do not say it: lstm-coupled, gru+identity and so on.")
    private @Nullable String cell;

    @Option(
            names = "--covariates",
            paramLabel = "NAMES",
            split = ",",
            description = "Names of the inputs after the detector's own 13, in order.")
    private List<String> covariates = List.of();

    @Option(
            names = "--calibrate",
            paramLabel = "DIR",
            description = "Calibrate on this folder of series, beside made-up ones; may be given many times.")
    private List<Path> calibrate = new ArrayList<>();

    @Option(
            names = "--rows",
            paramLabel = "WHICH",
            defaultValue = "probation",
            description = "Of such a folder without train: its first rows (probation) or all.")
    private CsvHistory.Rows rows = CsvHistory.Rows.PROBATION;

    @Option(names = "--name", paramLabel = "NAME", description = "The model's name (default, or the exported one's).")
    private @Nullable String name;

    @Option(
            names = "--model-version",
            paramLabel = "TEXT",
            description = "The version's name; else the first digits of the weights' hash.")
    private String version = "";

    @Override
    public Integer call() throws IOException {
        if (unchecked && parity != null) {
            throw new ParameterException(spec.commandLine(), "--parity and --unchecked exclude each other");
        }
        PrintWriter writer = spec.commandLine().getOut();
        ImportedModel imported = ModelImport.read(file, options());
        if (!imported.unused().isEmpty()) {
            writer.println("not used: " + String.join(", ", imported.unused()));
        }
        check(imported, writer);
        ModelFile model = model(imported);
        ModelFiles.write(model, out);
        ModelManifest manifest = model.getManifest();
        writer.println("wrote " + manifest.getName() + "/" + manifest.getVersion() + " to " + out);
        if (ModelCodec.fromFile(model).calibration().isNone()) {
            writer.println("it is not calibrated: its scores are 0, and 'publish' refuses it. Next: surprisal train"
                    + " --recalibrate " + out + " --data DIR --out FILE");
        }
        writer.flush();
        return 0;
    }

    private ImportOptions options() throws IOException {
        return new ImportOptions(
                mapping == null ? TensorMapping.NONE : TensorMapping.read(mapping),
                Optional.ofNullable(cell),
                covariates);
    }

    private void check(ImportedModel imported, PrintWriter writer) throws IOException {
        if (parity != null) {
            writer.println(ParityCheck.run(imported.model(), ParityVectors.read(parity)));
        } else if (imported.exported().isPresent()) {
            writer.println("the same model that was exported, by its SHA-256 "
                    + imported.model().identity().sha256());
        } else if (!unchecked) {
            throw new CommandFailedException("refused: nothing says that the numbers of " + file
                    + " stand where they belong; give parity vectors (--parity), or --unchecked");
        }
        writer.flush();
    }

    private ModelFile model(ImportedModel imported) throws IOException {
        boolean asItWas = calibrate.isEmpty() && name == null && version.isEmpty();
        if (imported.exported().isPresent() && asItWas) {
            return imported.exported().get();
        }
        String usual = imported.exported()
                .map(exported -> exported.getManifest().getName())
                .orElse("default");
        ModelLabel label = new ModelLabel(
                name == null ? usual : name,
                version,
                "surprisal "
                        + String.join(
                                " ", spec.root().commandLine().getParseResult().originalArgs()),
                System.getProperty("user.name", ""),
                Instant.now());
        List<HistorySource> sources = calibrate.stream()
                .<HistorySource>map(folder -> new CsvHistory(folder, rows))
                .toList();
        ImportCompletion completion =
                new ImportCompletion(imported, file.getFileName().toString());
        return sources.isEmpty()
                ? completion.labelled(label)
                : completion.calibrated(label, sources, new TaskProgress());
    }
}
