package io.surprisal.deploy.capacity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What was measured once and a plan goes by.
 *
 * @param eventMicros CPU time of an application for an observation of one feature, microseconds
 * @param featureMicros the same for each further feature
 * @param brokerMicros CPU time of the broker for an observation of one feature
 * @param restoreBytesPerSecond states restored from the changelog by an instance
 */
public record Rates(double eventMicros, double featureMicros, double brokerMicros, double restoreBytesPerSecond) {

    /** Figure of a bench: {@code eventMicros}. */
    public static final String EVENT = "rate_event_us";
    /** Figure of a bench: {@code brokerMicros}. */
    public static final String BROKER = "rate_broker_us";
    /** Figure of a bench: {@code restoreBytesPerSecond}, in megabytes. */
    public static final String RESTORE = "rate_restore_mb_per_s";

    private static final double BYTES_PER_MB = 1e6;

    /** The machine of docs/PERFORMANCE.md: two cores of a server processor of 2021. */
    public static final Rates REFERENCE = new Rates(32, 2.6, 8, 40e6);

    /**
     * The rates of another machine, as {@code bench --only scale --json} has written them.
     *
     * @throws IllegalArgumentException if the file has none
     */
    public static Rates of(Path speedJson) throws IOException {
        JsonNode figures = new JsonMapper().readTree(speedJson.toFile());
        return REFERENCE.measured(
                number(figures, EVENT, speedJson),
                number(figures, BROKER, speedJson),
                number(figures, RESTORE, speedJson) * BYTES_PER_MB);
    }

    private static double number(JsonNode figures, String name, Path file) {
        double found = figures.path(name).asDouble(0);
        if (!(found > 0)) {
            throw new IllegalArgumentException(
                    "%s has no number %s: write it by 'surprisal bench --only scale --json'".formatted(file, name));
        }
        return found;
    }

    /** What an observation of one feature costs elsewhere, and how fast a restore is there. */
    public Rates measured(double event, double broker, double restoreBytes) {
        return new Rates(event, featureMicros * event / eventMicros, broker, restoreBytes);
    }
}
