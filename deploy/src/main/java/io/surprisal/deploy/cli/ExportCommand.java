package io.surprisal.deploy.cli;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.trainer.exchange.ModelExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}: a model as a safetensors file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes a model as a safetensors file under PyTorch's names, for load_state_dict; 'import' takes it"
                        + " back, bit by bit as it was, or trained on.",
        footer = {
            "",
            "docs/EXCHANGE.md has the PyTorch module that these tensors are of.",
            "",
            "Examples:",
            "  surprisal export bundled --out model.safetensors",
            "  surprisal export model.avro --out model.safetensors --parity parity.safetensors"
        })
final class ExportCommand implements Callable<Integer> {

    private static final String BUNDLED = "bundled";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A model file, or 'bundled' for the one that ships.")
    private String model = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The safetensors file to write.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--parity",
            paramLabel = "FILE",
            description = "Also write random inputs and the head's outputs on them, to check another implementation.")
    private @Nullable Path parity;

    @Override
    public Integer call() throws IOException {
        ModelFile file = model.equals(BUNDLED) ? BundledModel.load() : ModelFiles.read(Path.of(model));
        ModelExport.write(file, out);
        if (parity != null) {
            ModelExport.writeParity(file, parity);
        }
        ModelManifest manifest = file.getManifest();
        PrintWriter writer = spec.commandLine().getOut();
        writer.println("wrote " + manifest.getName() + "/" + manifest.getVersion() + " to " + out
                + (parity == null ? "" : ", parity vectors to " + parity));
        writer.flush();
        return 0;
    }
}
