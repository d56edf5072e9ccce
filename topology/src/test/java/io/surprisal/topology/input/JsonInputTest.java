package io.surprisal.topology.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.schemas.RegistrySettings;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.settings.DetectorSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInputTest {

    private static final SourceCoordinates SOURCE = new SourceCoordinates("observations", 0, 1, 1_772_409_600_000L);

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu              | {\"cpu\": 1.5}                       | 1.5",
                "cpu              | {\"cpu\": 15e-1}                     | 1.5",
                "cpu              | {\"cpu\": \"1.5\"}                   | 1.5",
                "host.cpu         | {\"host\": {\"cpu\": 2}}             | 2",
                "\"host.cpu\"     | {\"host.cpu\": 2}                    | 2",
                "readings[1].v    | {\"readings\": [{\"v\":1},{\"v\":3}]}| 3",
                "big              | {\"big\": 123456789012345678901234}  | 1.2345678901234568E23",
                "cpu              | {\"cpu\": null}                      | NaN",
                "cpu              | {\"cpu\": NaN}                       | NaN",
                "cpu              | {\"cpu\": \"\"}                      | NaN",
                "cpu.deeper       | {\"cpu\": 1}                         | NaN",
            })
    void readsNumbersByPath(String path, String json, double expected) {
        Decoded decoded = read(Map.of("features", path), json);

        assertThat(decoded).isInstanceOf(Reading.class);
        assertThat(((Reading) decoded).values()).containsExactly(expected);
    }

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cpu\": \"high\"}        | NOT_NUMERIC | cpu must be a number: found text",
                "{\"cpu\": true}            | NOT_NUMERIC | cpu must be a number: found true or false",
                "{\"cpu\": {}}              | NOT_NUMERIC | cpu must be a number: found a ObjectNode",
                "[1]                        | MALFORMED   | not a JSON object but ARRAY",
                "{\"cpu\": 1} {}            | MALFORMED   | not JSON: Trailing token",
                "{\"cpu\": 1, \"cpu\": 2}   | MALFORMED   | not JSON: Duplicate field 'cpu'",
                "''                         | MALFORMED   | not JSON: No content",
            })
    void saysWhyARecordIsNoReading(String json, Unreadable.Cause cause, String message) {
        Decoded decoded = read(Map.of("features", "cpu"), json);

        assertThat(decoded).isInstanceOf(Unreadable.class);
        assertThat(((Unreadable) decoded).cause()).isEqualTo(cause);
        assertThat(((Unreadable) decoded).message()).startsWith(message);
    }

    @Test
    void refusesDeeplyNestedRecords() {
        Decoded decoded = read(Map.of("features", "cpu"), "{\"a\":".repeat(100) + "1" + "}".repeat(100));

        assertThat(decoded).isInstanceOf(Unreadable.class);
        assertThat(((Unreadable) decoded).message()).contains("nesting depth");
    }

    @Test
    void neverQuotesARecordInItsMessages() {
        Decoded decoded = read(Map.of("features", "cpu"), "{\"password\": \"hunter2\", \"cpu\": \"hunter2\", oops");

        assertThat(((Unreadable) decoded).message()).doesNotContain("hunter2");
    }

    @Test
    void skipsASchemaIdBeforeTheObject() {
        Decoded decoded = read(Map.of("features", "cpu"), "\0\0\0\0\7{\"cpu\": 1}");

        assertThat(((Reading) decoded).values()).containsExactly(1.0);
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1772409600000                | auto",
                "1772409600                   | auto",
                "1772409600.0                 | auto",
                "\"1772409600000\"            | auto",
                "\"2026-03-02T00:00:00Z\"     | auto",
                "\"2026-03-02T01:00:00+01:00\"| auto",
                "\"2026-03-02 00:00:00\"      | auto",
                "\"2026-03-02T00:00:00.000\"  | iso",
                "1772409600                   | seconds",
                "1772409600000                | millis",
            })
    void readsEventTimes(String time, String format) {
        Decoded decoded = read(
                Map.of("features", "cpu", "event.time", "t", "event.time.format", format), "{\"t\": " + time + "}");

        assertThat(decoded).isInstanceOf(Reading.class);
        assertThat(((Reading) decoded).eventTimeMs()).isEqualTo(1_772_409_600_000L);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"{\"t\": \"soon\"}", "{\"t\": null}", "{}", "{\"t\": -5}", "{\"t\": true}", "{\"t\": 1e300}"})
    void refusesRecordsWithoutAUsableEventTime(String json) {
        Decoded decoded = read(Map.of("features", "cpu", "event.time", "t"), json);

        assertThat(decoded).isInstanceOf(Unreadable.class);
        assertThat(((Unreadable) decoded).cause()).isIn(Unreadable.Cause.EVENT_TIME, Unreadable.Cause.EVENT_TIME_AHEAD);
    }

    @Test
    void refusesRecordsWithoutATimestampWhereThatIsTheEventTime() {
        InputReader reader = reader(Map.of("features", "cpu"));
        Arrival arrival = reader.read("{\"cpu\": 1}".getBytes(StandardCharsets.UTF_8));

        reader.complete(arrival, new byte[] {'k'}, new SourceCoordinates("observations", 0, 1, -1));

        assertThat(arrival.decoded())
                .isEqualTo(new Unreadable(
                        Unreadable.Cause.EVENT_TIME, "the record's timestamp must not be negative: found -1"));
    }

    private static Decoded read(Map<String, String> settings, String json) {
        InputReader reader = reader(settings);
        Arrival arrival = reader.read(json.getBytes(StandardCharsets.UTF_8));
        reader.complete(arrival, new byte[] {'k'}, SOURCE);
        return arrival.decoded();
    }

    private static InputReader reader(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("input.format", "json");
        DetectorSettings parsed = DetectorSettings.of(all);
        return InputReader.of(parsed.input(), RegistrySettings.at("mock://json"), Patience.bySystemClock());
    }
}
