package io.surprisal.trainer.evaluate.picture;

import io.surprisal.trainer.evaluate.SeriesReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Chooses which series a reader should see: by turns that with most misses, most false alarms, most that was found. */
final class TellingSeries {

    private TellingSeries() {}

    /** At most so many, the most telling first; series without any incident or alert come last. */
    static List<SeriesReport> of(List<SeriesReport> all, int most) {
        List<List<SeriesReport>> orders = List.of(
                by(all, series -> series.incidents().missed().size()),
                by(all, series -> series.incidents().falseAlarms().size()),
                by(all, series -> series.incidents().found().size()));
        Set<SeriesReport> chosen = new LinkedHashSet<>();
        for (int place = 0; place < all.size(); place++) {
            for (List<SeriesReport> order : orders) {
                if (place < order.size()) {
                    chosen.add(order.get(place));
                }
            }
        }
        chosen.addAll(all);
        return chosen.stream().limit(most).toList();
    }

    private static List<SeriesReport> by(List<SeriesReport> all, ToIntFunction<SeriesReport> count) {
        return new ArrayList<>(all.stream()
                .filter(series -> count.applyAsInt(series) > 0)
                .sorted(Comparator.comparingInt(count).reversed())
                .toList());
    }
}
