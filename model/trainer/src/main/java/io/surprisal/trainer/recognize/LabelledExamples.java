package io.surprisal.trainer.recognize;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesFile.Role;
import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.KindLabels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Alerts of a series whose incidents somebody has named: those in a labelled stretch, or shortly after a short one, are its kind's;
 * those far from every stretch are false; what is near one is neither.
 */
final class LabelledExamples {

    private static final int SHORT_ROWS = 10;
    private static final int ROWS_AFTER_SHORT = 3;
    private static final int MARGIN_ROWS = 50;

    private final ModelSnapshot model;
    private final String folder;
    private final SeriesFile series;
    private final KindLabels labels;

    LabelledExamples(ModelSnapshot model, String folder, SeriesFile series, KindLabels labels) {
        this.model = model;
        this.folder = folder;
        this.series = series;
        this.labels = labels;
    }

    /**
     * Makes them.
     *
     * @throws io.surprisal.trainer.data.BadDataException if the series cannot be read
     */
    List<AlertExample> make() {
        KindLabels.OfSeries known = labels.of(series);
        SortedMap<Integer, float[]> alerts = new TreeMap<>(); // by scored row
        int rows = 0;
        try (SeriesReader reader = series.open()) {
            Detector detector = new Detector(model, reader.columns().features(), Explain.ALERTS);
            int[] columns = model.spec().covariates().stream()
                    .mapToInt(reader.columns().covariates()::indexOf)
                    .toArray();
            SeriesState state = SeriesState.wrap(detector.newState());
            while (reader.next()) {
                Observation observation = observation(reader, columns);
                Verdict verdict = detector.detect(state, observation);
                if (reader.role() == Role.HISTORY) {
                    continue;
                }
                known.add(reader);
                if (verdict.alert()) {
                    alerts.put(rows, detector.recognitionInputs(state, observation));
                }
                rows++;
            }
        }
        return named(alerts, known);
    }

    private List<AlertExample> named(SortedMap<Integer, float[]> alerts, KindLabels.OfSeries known) {
        Map<String, BitSet> kinds = new LinkedHashMap<>();
        BitSet near = new BitSet();
        known.stretches()
                .forEach((kind, stretches) -> stretches.forEach(stretch -> {
                    int after = stretch.width() <= SHORT_ROWS ? ROWS_AFTER_SHORT : 0;
                    kinds.computeIfAbsent(kind, each -> new BitSet()).set(stretch.first(), stretch.last() + 1 + after);
                    near.set(Math.max(0, stretch.first() - MARGIN_ROWS), stretch.last() + 1 + MARGIN_ROWS);
                }));
        List<AlertExample> examples = new ArrayList<>();
        alerts.forEach((row, inputs) -> {
            String kind = kinds.entrySet().stream()
                    .filter(each -> each.getValue().get(row))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(near.get(row) ? "" : AlertExample.FALSE_ALARM);
            if (!kind.isEmpty()) {
                examples.add(new AlertExample(folder, series.key(), kind, inputs));
            }
        });
        return examples;
    }

    private static Observation observation(SeriesReader row, int[] columns) {
        double[] covariates = new double[columns.length];
        for (int index = 0; index < columns.length; index++) {
            covariates[index] = columns[index] < 0 ? Double.NaN : row.covariates()[columns[index]];
        }
        return new Observation(
                row.eventTimeMs(), row.features().clone(), covariates, Observation.UNKNOWN, Observation.UNKNOWN);
    }
}
