package io.surprisal.deploy.demo;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.FeatureReading;
import io.surprisal.deploy.replay.RecognizedText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an anomaly looks on a terminal: one line. */
final class Alert {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String LINE = "%-19s  %-28s  %10s  %10s  %6s  %s";

    private Alert() {}

    /** The names of the columns. */
    static String header() {
        return String.format(Locale.ROOT, LINE, "event time (UTC)", "series", "observed", "expected", "score", "model")
                .stripTrailing();
    }

    /** One anomaly, shown by the feature that contributes most. */
    static String line(Anomaly anomaly) {
        FeatureReading reading = strongest(anomaly.getFeatures());
        String series = anomaly.getFeatures().size() > 1
                ? anomaly.getSeries() + " " + reading.getFeature()
                : anomaly.getSeries();
        return String.format(
                Locale.ROOT,
                LINE,
                time(anomaly.getEventTime()),
                series,
                number(reading.getObserved()),
                number(reading.getExpected()),
                String.format(Locale.ROOT, "%.3f", anomaly.getScore()),
                model(anomaly));
    }

    private static String model(Anomaly anomaly) {
        String recognized = RecognizedText.of(anomaly);
        return anomaly.getModelName() + "/" + anomaly.getModelVersion()
                + (recognized.isEmpty() ? "" : "  " + recognized);
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static FeatureReading strongest(List<FeatureReading> readings) {
        return readings.stream()
                .max(Comparator.comparingDouble(FeatureReading::getContribution))
                .orElseGet(() -> FeatureReading.newBuilder().setFeature("").build());
    }

    private static String number(@Nullable Double value) {
        if (value == null) {
            return "missing";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 0.01 || size >= 1e7)) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        return String.format(Locale.ROOT, size >= 1000 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
