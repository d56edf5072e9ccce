package io.surprisal.topology.api;

import io.surprisal.model.ModelIdentity;
import io.surprisal.model.detect.SeriesForecast;
import io.surprisal.topology.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A forecast as it is printed and sent.
 *
 * @param series key of the series
 * @param rowsSeen rows that it is computed from
 * @param model name and version
 * @param sha256 of the model's weights
 * @param coverage share of values that the bands are to hold, 0 to 1
 * @param rows that are expected, in order
 */
public record ForecastDocument(
        String series, long rowsSeen, String model, String sha256, double coverage, List<Row> rows) {

    /**
     * A row to come.
     *
     * @param time when it is expected, ISO-8601
     * @param features what is expected of each
     */
    public record Row(String time, Map<String, Band> features) {}

    /**
     * What is expected of a feature, in its own unit; {@code null} where none of its values was ever seen.
     *
     * @param expected the middle of what may come
     * @param low end of the band
     * @param high end of the band
     */
    public record Band(
            @Nullable Double expected,
            @Nullable Double low,
            @Nullable Double high) {}

    /** The document of a forecast. */
    public static ForecastDocument of(String series, long rowsSeen, ModelIdentity model, SeriesForecast forecast) {
        List<Row> rows = new ArrayList<>(forecast.rows());
        for (int row = 0; row < forecast.rows(); row++) {
            Map<String, Band> features = new LinkedHashMap<>();
            for (int feature = 0; feature < forecast.features().size(); feature++) {
                features.put(
                        forecast.features().get(feature),
                        new Band(
                                Json.finite(forecast.expected(feature, row)),
                                Json.finite(forecast.low(feature, row)),
                                Json.finite(forecast.high(feature, row))));
            }
            rows.add(new Row(Instant.ofEpochMilli(forecast.eventTimeMs(row)).toString(), features));
        }
        return new ForecastDocument(
                series,
                rowsSeen,
                model.name() + "/" + model.version(),
                model.sha256(),
                forecast.coverage(),
                List.copyOf(rows));
    }
}
