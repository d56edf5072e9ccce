package io.surprisal.deploy.cli;

import io.surprisal.model.CellKind;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.Skip;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which network a new model is to be: the options of {@code train} that decide its shape. */
final class NetworkOptions {

    /** All of them; a model that is trained on has its own. */
    static final List<String> NAMES = List.of("--cell", "--hidden", "--layers", "--skip", "--kernel");

    private static final int LAYERS_OF_A_TDNN = 4;

    @Option(
            names = "--cell",
            paramLabel = "CELL",
            defaultValue = "lstm",
            converter = CellConverter.class,
            description =
                    "What the layers are made of (${DEFAULT-VALUE}): lstm, lstm-coupled, lstm-peephole, gru, rnn or"
                            + " tdnn; see below.")
    private CellKind cell = CellKind.LSTM;

    @Option(
            names = "--hidden",
            paramLabel = "H",
            defaultValue = "32",
            description = "Hidden units of each layer (${DEFAULT-VALUE}).")
    private int hidden;

    @Option(names = "--layers", paramLabel = "L", description = "Layers (1; 4 in a tdnn).")
    private @Nullable Integer layers;

    @Option(
            names = "--skip",
            paramLabel = "WHICH",
            defaultValue = "none",
            converter = SkipConverter.class,
            description = "What a layer hands on beside its output (${DEFAULT-VALUE}): none; identity, its input added;"
                    + " concat, its input appended.")
    private Skip skip = Skip.NONE;

    @Option(
            names = "--kernel",
            paramLabel = "K",
            description = "Of a tdnn: rows that each layer looks at (3), 2^0, 2^1, 2^2, ... rows apart.")
    private @Nullable Integer kernel;

    /**
     * The shape that was asked for.
     *
     * @throws IllegalArgumentException if there is none such, saying why
     */
    NetworkShape shape() {
        boolean convolves = cell == CellKind.TDNN;
        if (kernel != null && !convolves) {
            throw new IllegalArgumentException(
                    "--kernel is for --cell tdnn alone: " + cell.text() + " reads one row and remembers the others");
        }
        int usualLayers = convolves ? LAYERS_OF_A_TDNN : 1;
        int usualKernel = convolves ? NetworkShape.USUAL_KERNEL_SIZE : 1;
        return new NetworkShape(
                cell, layers == null ? usualLayers : layers, hidden, skip, kernel == null ? usualKernel : kernel);
    }

    private static String named(List<String> names, String text) {
        return "must be one of " + String.join(", ", names) + ": '" + text + "'";
    }

    /** Reads a kind of cell by the name that manifests have. */
    static final class CellConverter implements ITypeConverter<CellKind> {

        @Override
        public CellKind convert(String text) {
            return Arrays.stream(CellKind.values())
                    .filter(kind -> kind.text().equalsIgnoreCase(text.strip()))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(named(
                            Arrays.stream(CellKind.values()).map(CellKind::text).toList(), text)));
        }
    }

    /** Reads what a layer hands on by the name that manifests have. */
    static final class SkipConverter implements ITypeConverter<Skip> {

        @Override
        public Skip convert(String text) {
            return Arrays.stream(Skip.values())
                    .filter(skip -> skip.text().equalsIgnoreCase(text.strip()))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            named(Arrays.stream(Skip.values()).map(Skip::text).toList(), text)));
        }
    }
}
