package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.Score;
import io.surprisal.avro.VerdictKind;
import io.surprisal.topology.detect.Nodes;
import io.surprisal.topology.settings.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code state.ttl} does. Rows are a minute apart, and a series lives for two hours. */
class ForgettingTest {

    private static final Map<String, String> TWO_HOURS = Map.of("state.ttl", "2h", "incidents.silence.factor", "0");
    private static final int TTL_ROWS = 120;
    /** What a series may be forgotten late by. */
    private static final int TICK_ROWS = 8;

    @Test
    void forgetsASeriesThatIsIdleForTheTimeToLive() {
        try (DetectorFixture detector = DetectorFixture.start(TWO_HOURS)) {
            detector.readRows("gone", 0, 10);
            detector.readRows("here", 0, TTL_ROWS);
            assertThat(detector.state("gone")).isPresent();
            detector.changelog(Nodes.SERIES_STATE);

            detector.readRows("here", TTL_ROWS, TTL_ROWS + 10 + 2 * TICK_ROWS);

            assertThat(detector.state("gone")).isEmpty();
            assertThat(detector.state("here")).isPresent();
            assertThat(detector.count("surprisal.series.forgotten")).isEqualTo(1);
            assertThat(detector.changelog(Nodes.SERIES_STATE))
                    .filteredOn(change -> change.value == null)
                    .singleElement()
                    .satisfies(change -> assertThat(change.key).isEqualTo("gone".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void letsASeriesThatComesBackBeginAnew() {
        try (DetectorFixture detector = DetectorFixture.start(TWO_HOURS)) {
            detector.readRows("gone", 0, 60);
            detector.readRows("here", 0, 60 + TTL_ROWS + 2 * TICK_ROWS);
            detector.scores();

            detector.readRows("gone", 60 + TTL_ROWS + 2 * TICK_ROWS, 61 + TTL_ROWS + 2 * TICK_ROWS);

            assertThat(detector.lastScore().getVerdict()).isEqualTo(VerdictKind.WARMING_UP);
        }
    }

    @Test
    void hasOneEntryForEachSeriesHoweverManyRowsThereAre() {
        try (DetectorFixture detector = DetectorFixture.start(TWO_HOURS)) {
            for (int row = 0; row < 4 * TTL_ROWS; row++) {
                for (String series : List.of("a", "b", "c")) {
                    detector.read(series, DetectorFixture.timeOf(row), DetectorFixture.valueOf(row));
                }
            }

            // The clock, how far older series are known, and one for each series.
            assertThat(detector.entries(Nodes.DEADLINES)).isEqualTo(2 + 3);
            assertThat(detector.count("surprisal.series.forgotten")).isZero();
        }
    }

    @Test
    void changesNoScoreOfSeriesThatGoOn() {
        try (DetectorFixture forgetting = DetectorFixture.start(TWO_HOURS);
                DetectorFixture keeping = DetectorFixture.start()) {
            forgetting.readRows("a", 0, 3 * TTL_ROWS);
            keeping.readRows("a", 0, 3 * TTL_ROWS);

            assertThat(forgetting.scores()).isEqualTo(keeping.scores());
        }
    }

    @Test
    void forgetsWhatIsRememberedForRatesAndForAChallengerToo() {
        Map<String, String> settings = new HashMap<>(TWO_HOURS);
        settings.put("transforms", "value=rate");
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            detector.publish(TestModels.seeded(1));
            detector.promote(TestModels.seeded(1), 0);
            detector.publish(TestModels.seeded(2));
            detector.challenge(TestModels.seeded(2), 0);
            detector.readRows("gone", 0, 10);
            assertThat(detector.shadowState("gone")).isPresent();
            assertThat(detector.entries(Nodes.TRANSFORM_STATE)).isEqualTo(1);

            detector.readRows("here", 0, 10 + TTL_ROWS + 2 * TICK_ROWS);

            assertThat(detector.state("gone")).isEmpty();
            assertThat(detector.shadowState("gone")).isEmpty();
            assertThat(detector.entries(Nodes.TRANSFORM_STATE)).isEqualTo(1);
        }
    }

    @Test
    void forgetsManySeriesThatCameOnce() {
        int many = 3_000;
        try (DetectorFixture detector = DetectorFixture.start(TWO_HOURS)) {
            for (int each = 0; each < many; each++) {
                detector.read("once-" + each, DetectorFixture.timeOf(0) + each, 1);
            }
            for (String series : List.of("a", "b")) {
                detector.readRows(series, 1, 2 * TTL_ROWS);
            }

            assertThat(detector.count("surprisal.series.forgotten")).isEqualTo(many);
            assertThat(detector.entries(Nodes.SERIES_STATE)).isEqualTo(2);
        }
    }

    @Test
    void isNotTakenInByOneSeriesWhoseClockIsWrong() {
        long year2200 = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
        try (DetectorFixture detector = DetectorFixture.start(TWO_HOURS)) {
            detector.readRows("a", 0, 60);
            for (int row = 0; row < 5; row++) {
                detector.read("wrong", year2200 + row * DetectorFixture.STEP_MS, 1);
            }
            detector.read("old", 0, 1);

            detector.readRows("a", 60, 70);

            assertThat(detector.scores().subList(66, 76))
                    .extracting(Score::getVerdict)
                    .containsOnly(VerdictKind.SCORED);
            assertThat(detector.count("surprisal.series.forgotten")).isZero();
        }
    }

    @Test
    void goesOnScoringWhereAllClocksHaveJumpedAndComeBack() {
        long jump = Duration.ofDays(365).toMillis();
        try (DetectorFixture detector = DetectorFixture.start(TWO_HOURS)) {
            for (String series : List.of("a", "b")) {
                detector.readRows(series, 0, 60);
            }
            for (String series : List.of("a", "b")) {
                detector.read(series, DetectorFixture.timeOf(60) + jump, 1);
            }

            detector.readRows("c", 61, 200);

            assertThat(detector.lastScore().getVerdict()).isEqualTo(VerdictKind.SCORED);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0s", "59s", "3651d", "soon"})
    void refusesTimesToLiveThatNobodyCanMean(String ttl) {
        assertThatThrownBy(() -> DetectorFixture.start(Map.of("state.ttl", ttl)).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("state.ttl")
                .hasMessageContaining(ttl);
    }
}
