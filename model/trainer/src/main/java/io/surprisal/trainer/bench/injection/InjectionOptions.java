package io.surprisal.trainer.bench.injection;

import io.surprisal.model.ModelIdentity;
import java.nio.file.Path;
import java.util.List;

/**
 * What to measure on what.
 *
 * @param model of the first method
 * @param methods at least one
 * @param folders of series
 * @param copies incidents of each kind and strength in each stretch
 * @param seed of the incidents
 */
public record InjectionOptions(
        ModelIdentity model, List<TestedMethod> methods, List<Path> folders, int copies, long seed) {

    /** Checks the ranges. */
    public InjectionOptions {
        methods = List.copyOf(methods);
        folders = List.copyOf(folders);
        if (methods.isEmpty() || folders.isEmpty() || copies < 1) {
            throw new IllegalArgumentException("a bench needs methods, folders and copies: methods=" + methods.size()
                    + ", folders=" + folders + ", copies=" + copies);
        }
    }
}
