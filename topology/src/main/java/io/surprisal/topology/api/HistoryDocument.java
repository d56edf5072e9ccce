package io.surprisal.topology.api;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.topology.http.Json;
import io.surprisal.topology.view.HistoryRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a series by columns: each list has one entry for each row, in the order of event times.
 *
 * @param key of the series
 * @param instance that has it; {@code null} where instances have no names
 * @param retentionSeconds for which rows are kept
 * @param from first event time that was asked for
 * @param to last event time that was asked for
 * @param rows that there are in between
 * @param reduced whether rows were left out, see {@link HistoryReduction}
 * @param time of each row, milliseconds since 1970
 * @param score of each row; {@code null} while the series warmed up
 * @param threshold from which on each row was anomalous
 * @param alerts places of rows that were alerts
 * @param silenced places of rows that were above the threshold and no alerts
 * @param models versions that judged, each from the place where it began
 * @param features what was seen of each
 */
record HistoryDocument(
        String key,
        @Nullable String instance,
        long retentionSeconds,
        String from,
        String to,
        long rows,
        boolean reduced,
        List<Long> time,
        List<@Nullable Double> score,
        List<Double> threshold,
        List<Integer> alerts,
        List<Integer> silenced,
        List<Model> models,
        List<Feature> features) {

    /**
     * A version.
     *
     * @param at place of the first row that it judged, after another one
     * @param sha256 of its weights, or the first 8 digits where the version is not known any more
     * @param name of the model; {@code null} likewise
     * @param version of it; {@code null} likewise
     */
    record Model(
            int at,
            String sha256,
            @Nullable String name,
            @Nullable String version) {}

    /**
     * A feature.
     *
     * @param name of it
     * @param observed values; {@code null} where one was missing
     * @param expected forecasts, each made one row before
     * @param spread half the width of the band of one standard deviation around each
     */
    record Feature(
            String name,
            List<@Nullable Double> observed,
            List<@Nullable Double> expected,
            List<@Nullable Double> spread) {

        Feature(String name, int rows) {
            this(name, nulls(rows), nulls(rows), nulls(rows));
        }

        private static List<@Nullable Double> nulls(int rows) {
            return new ArrayList<>(Collections.nCopies(rows, null));
        }

        void set(int at, HistoryRow row, int feature) {
            observed.set(at, Json.finite(row.observed(feature)));
            expected.set(at, Json.finite(row.expected(feature)));
            spread.set(at, Json.finite(row.spread(feature)));
        }
    }

    static HistoryDocument of(
            String key, @Nullable String instance, Duration retention, HistoryReduction reduction, StateModels models) {
        List<HistoryReduction.Timed> left = reduction.left();
        List<Long> time = new ArrayList<>();
        List<@Nullable Double> score = new ArrayList<>();
        List<Double> threshold = new ArrayList<>();
        List<Integer> alerts = new ArrayList<>();
        List<Integer> silenced = new ArrayList<>();
        List<Model> versions = new ArrayList<>();
        Map<String, Feature> features = new LinkedHashMap<>();
        List<String> names = List.of();
        String model = "";
        for (int at = 0; at < left.size(); at++) {
            HistoryRow row = left.get(at).row();
            time.add(left.get(at).eventTimeMs());
            score.add(row.isScored() ? (Double) row.score() : null);
            threshold.add(row.threshold());
            if (row.isAlert()) {
                alerts.add(at);
            }
            if (row.isSilenced()) {
                silenced.add(at);
            }
            if (!row.model().equals(model)) {
                model = row.model();
                Optional<ModelSnapshot> known = models.ofHashBeginning(model);
                versions.add(version(at, model, known));
                names = models.features(known);
            }
            for (int feature = 0; feature < row.features(); feature++) {
                String name = names.size() == row.features() ? names.get(feature) : Integer.toString(feature);
                features.computeIfAbsent(name, each -> new Feature(each, left.size()))
                        .set(at, row, feature);
            }
        }
        return new HistoryDocument(
                key,
                instance,
                retention.toSeconds(),
                Instant.ofEpochMilli(reduction.from()).toString(),
                Instant.ofEpochMilli(reduction.to()).toString(),
                reduction.rows(),
                reduction.isReduced(),
                time,
                score,
                threshold,
                alerts,
                silenced,
                versions,
                List.copyOf(features.values()));
    }

    private static Model version(int at, String beginning, Optional<ModelSnapshot> known) {
        return new Model(
                at,
                known.map(each -> each.identity().sha256()).orElse(beginning),
                known.map(each -> each.identity().name()).orElse(null),
                known.map(each -> each.identity().version()).orElse(null));
    }
}
