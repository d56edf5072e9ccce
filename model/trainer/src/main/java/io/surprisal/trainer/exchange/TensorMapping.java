package io.surprisal.trainer.exchange;

import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which tensor of a file is which of a network, where the names differ: a text file with one rule a line.
 *
 * <pre>
 *   # our name = name in the file
 *   rnn.*       = encoder.lstm.*            every name that begins so
 *   head.weight = out.kernel transposed     stored [inputs × outputs]
 *   gates       = i f o g                   order of the gates' blocks in the file
 * </pre>
 *
 * <p>Exact names count before beginnings. What no rule names keeps its own name.
 */
public final class TensorMapping {

    /** Without rules: every tensor has the name that is expected. */
    public static final TensorMapping NONE = new TensorMapping(Map.of(), Map.of(), List.of());

    private static final String GATES = "gates";
    private static final String TRANSPOSED = " transposed";
    private static final String REST = "*";

    private final Map<String, Target> exact;
    private final Map<String, String> beginnings; // ours to the file's
    private final List<String> gates;

    private TensorMapping(Map<String, Target> exact, Map<String, String> beginnings, List<String> gates) {
        this.exact = exact;
        this.beginnings = beginnings;
        this.gates = gates;
    }

    /**
     * Reads a mapping file.
     *
     * @throws RefusedImportException if a line is no rule, naming it
     * @throws IOException if it cannot be read
     */
    public static TensorMapping read(Path file) throws IOException {
        try {
            return of(Files.readAllLines(file), file.toString());
        } catch (MalformedInputException e) {
            throw new RefusedImportException("mapping file " + file + " must be text in UTF-8", e);
        }
    }

    static TensorMapping of(List<String> lines, String name) {
        Map<String, Target> exact = new LinkedHashMap<>();
        Map<String, String> beginnings = new LinkedHashMap<>();
        List<String> gates = new ArrayList<>();
        int number = 0;
        for (String line : lines) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String where = "mapping file " + name + ", line " + number + ": ";
            int sign = text.indexOf('=');
            String left = sign < 0 ? "" : text.substring(0, sign).strip();
            String right = text.substring(sign + 1).strip();
            if (left.isEmpty() || right.isEmpty()) {
                throw new RefusedImportException(where + "must be 'our name = name in the file': " + text);
            }
            boolean isNew;
            if (left.equals(GATES)) {
                isNew = gates.isEmpty();
                gates.addAll(List.of(right.split("\\s+")));
            } else if (left.endsWith(REST) && right.endsWith(REST)) {
                isNew = beginnings.put(withoutRest(left), withoutRest(right)) == null;
            } else if (left.endsWith(REST) || right.endsWith(REST)) {
                throw new RefusedImportException(where + "must have * at the end of both names, or of none: " + text);
            } else {
                isNew = exact.put(left, Target.of(right)) == null;
            }
            if (!isNew) {
                throw new RefusedImportException(where + left + " is there twice");
            }
        }
        return new TensorMapping(exact, beginnings, List.copyOf(gates));
    }

    /** The order of the gates in the file, by their letters; empty if it is PyTorch's. */
    List<String> gates() {
        return gates;
    }

    /**
     * The tensors under the names that are expected.
     *
     * @throws RefusedImportException if a rule names a tensor that there is not
     */
    TensorSource apply(TensorSource source) {
        Map<String, Target> targets = new TreeMap<>();
        for (String name : source.names()) {
            targets.put(name, new Target(name, false));
        }
        beginnings.forEach((ours, theirs) -> {
            boolean any = false;
            for (String name : source.names()) {
                if (name.startsWith(theirs)) {
                    targets.remove(name);
                    any = true;
                }
            }
            requireFound(any, ours + REST, theirs + REST, source);
            for (String name : source.names()) {
                if (name.startsWith(theirs)) {
                    targets.put(ours + name.substring(theirs.length()), new Target(name, false));
                }
            }
        });
        exact.forEach((ours, target) -> {
            requireFound(source.names().contains(target.name()), ours, target.name(), source);
            targets.values().removeIf(each -> each.name().equals(target.name()));
        });
        targets.putAll(exact);
        return new MappedTensors(source, targets);
    }

    private static void requireFound(boolean found, String ours, String theirs, TensorSource source) {
        if (!found) {
            throw new RefusedImportException("the mapping file says " + ours + " = " + theirs
                    + ", and the file has no such tensor: it has " + TensorNames.listed(source));
        }
    }

    private static String withoutRest(String name) {
        return name.substring(0, name.length() - REST.length());
    }

    /**
     * A tensor of the file.
     *
     * @param transposed whether its two dimensions are to be exchanged
     */
    record Target(String name, boolean transposed) {

        static Target of(String text) {
            boolean transposed = text.endsWith(TRANSPOSED);
            String name = transposed ? text.substring(0, text.length() - TRANSPOSED.length()) : text;
            return new Target(name.strip(), transposed);
        }
    }
}
