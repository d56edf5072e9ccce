package io.surprisal.trainer.train;

import io.surprisal.trainer.Progress;
import io.surprisal.trainer.train.history.HistorySource;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The real series of a training by the names of their sets, in the order in which the sets were given. */
final class HistorySets {

    private final Map<String, List<SeriesHistory>> sets;

    private HistorySets(Map<String, List<SeriesHistory>> sets) {
        this.sets = sets;
    }

    /**
     * Reads all sets; those of equal names become one.
     *
     * @param covariates names of those that the network reads; others are left out
     */
    static HistorySets read(List<HistorySource> sources, List<String> covariates, Progress progress) {
        Map<String, List<SeriesHistory>> sets = new LinkedHashMap<>();
        if (sources.isEmpty()) {
            return new HistorySets(sets);
        }
        progress.begin("reading " + sources.size() + " sets of series", sources.size());
        for (HistorySource source : sources) {
            List<SeriesHistory> set = source.read().stream()
                    .map(history -> history.withCovariates(covariates))
                    .toList();
            sets.merge(source.name(), set, (first, second) -> {
                List<SeriesHistory> both = new ArrayList<>(first);
                both.addAll(second);
                return both;
            });
            progress.advance(1);
        }
        HistorySets read = new HistorySets(sets);
        progress.end(read.toString());
        return read;
    }

    /** The sets without their names. */
    List<List<SeriesHistory>> series() {
        return List.copyOf(sets.values());
    }

    /** Calls back for each set, in order. */
    void forEach(BiConsumer<String, List<SeriesHistory>> action) {
        sets.forEach(action);
    }

    /** How many series and rows each has, for the provenance. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        sets.forEach((name, set) -> texts.add(name + ": " + set.size() + " series, "
                + set.stream().mapToLong(history -> history.rows().size()).sum() + " rows"));
        return texts.isEmpty() ? "no real series" : String.join("; ", texts);
    }
}
