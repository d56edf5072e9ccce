package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.DeadLetter;
import io.surprisal.avro.Score;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesKeyTest {

    private static final byte[] OTHER_KEY = "shard-7".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest(name = "input.partitioned.by.key = {0}")
    @ValueSource(strings = {"false", "true"})
    void takesTheSeriesKeyFromTheValueAndKeepsTheSourcesCoordinates(String partitioned) {
        Map<String, String> settings =
                Map.of("series.key", "host.name", "event.time", "t", "input.partitioned.by.key", partitioned);
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            for (int row = 0; row < 200; row++) {
                send(detector, row, DetectorFixture.valueOf(row));
            }
            detector.anomalies();

            send(detector, 200, 400);

            List<Anomaly> alerts = detector.anomalies();
            assertThat(alerts).hasSize(1);
            assertThat(alerts.get(0).getSeries()).isEqualTo("web-1");
            assertThat(alerts.get(0).getAlertId()).isEqualTo("observations-0-200");
            assertThat(detector.lastScore().getSourceOffset()).isEqualTo(200);
            assertThat(detector.state("web-1")).isPresent();
            assertThat(detector.writtenTopics().contains("surprisal-observations-by-series-repartition"))
                    .isEqualTo(partitioned.equals("false"));
        }
    }

    @Test
    void deadLettersARecordWithoutTheKeyItShouldHaveBeforeTheRepartitionTopic() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("series.key", "host"))) {
            detector.send("k", "{\"value\": 1}", DetectorFixture.timeOf(0));
            detector.send("k", "{\"value\": 1, \"host\": \"" + "x".repeat(1025) + "\"}", DetectorFixture.timeOf(0));

            assertThat(detector.deadLetters())
                    .extracting(DeadLetter::getCauseMessage)
                    .containsExactly(
                            "host must hold the series key: found nothing",
                            "the series key must have at most 1024 bytes: found 1025");
            assertThat(detector.count("surprisal.records")).isEqualTo(2);
            assertThat(detector.writtenTopics()).doesNotContain("surprisal-observations-by-series-repartition");
        }
    }

    @ParameterizedTest(name = "input.partitioned.by.key = {0}")
    @ValueSource(strings = {"false", "true"})
    void deadLettersARejectedRecordUnderItsOwnKey(String partitioned) {
        Map<String, String> settings =
                Map.of("series.key", "host.name", "event.time", "t", "input.partitioned.by.key", partitioned);
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            send(detector, 0, 1e31);

            TestRecord<byte[], DeadLetter> letter = detector.deadLetterRecords().get(0);
            assertThat(letter.key()).isEqualTo(OTHER_KEY);
            assertThat(letter.value().getKey()).isEqualTo(ByteBuffer.wrap(OTHER_KEY));
            assertThat(letter.value().getKeyLength()).isEqualTo(OTHER_KEY.length);
        }
    }

    @Test
    void deadLettersARejectedRecordWithoutAKeyWithoutOne() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("series.key", "host.name"))) {
            detector.send(
                    null,
                    "{\"value\": 1e31, \"host\": {\"name\": \"web-1\"}}".getBytes(StandardCharsets.UTF_8),
                    DetectorFixture.timeOf(0));

            DeadLetter letter = detector.deadLetters().get(0);
            assertThat(letter.getKey()).isNull();
            assertThat(letter.getKeyLength()).isEqualTo(-1);
        }
    }

    @Test
    void writesKeysOfLongsInDecimal() {
        assertThat(seriesOf("long", ByteBuffer.allocate(8).putLong(-42).array()))
                .isEqualTo("-42");
    }

    @Test
    void writesKeysOfAnyBytesInHexadecimal() {
        assertThat(seriesOf("bytes-hex", new byte[] {(byte) 0xff, 0, 0x1a})).isEqualTo("ff001a");
    }

    @Test
    void deadLettersTextKeysThatAreNotUtf8() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.send(new byte[] {(byte) 0xff}, json("1"), DetectorFixture.timeOf(0));

            DeadLetter letter = detector.deadLetters().get(0);
            assertThat(letter.getCauseClass()).isEqualTo("SERIES_KEY");
            assertThat(letter.getCauseMessage()).contains("not UTF-8");
            assertThat(letter.getKeyLength()).isEqualTo(1);
        }
    }

    @Test
    void deadLettersLongKeysOfAnotherLength() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("input.key.format", "long"))) {
            detector.send(new byte[] {1, 2}, json("1"), DetectorFixture.timeOf(0));

            assertThat(detector.deadLetters().get(0).getCauseMessage())
                    .isEqualTo("the key must be a long of 8 bytes: found 2");
        }
    }

    private static String seriesOf(String format, byte[] key) {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("input.key.format", format))) {
            detector.send(key, json("1"), DetectorFixture.timeOf(0));
            Score score = detector.lastScore();
            return score.getSeries();
        }
    }

    private static byte[] json(String value) {
        return ("{\"value\": " + value + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static void send(DetectorFixture detector, int row, double value) {
        String json = "{\"value\": %s, \"t\": %d, \"host\": {\"name\": \"web-1\"}}"
                .formatted(value, DetectorFixture.timeOf(row));
        detector.send(OTHER_KEY, json.getBytes(StandardCharsets.UTF_8), DetectorFixture.timeOf(row) + 5_000);
    }
}
