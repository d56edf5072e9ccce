package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.topology.view.HistoryRow;
import io.surprisal.topology.view.LatestScore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is kept for people to look at. */
class ViewTest {

    private static final int ROWS = 400;
    private static final int ODD_ROW = 350;
    private static final double ODD_VALUE = 900;

    @Test
    void keepsEveryRowWithItsForecastAndItsScore() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("history.retention", "1d"))) {
            send(detector, "a");

            Map<Long, byte[]> rows = detector.history("a");
            Anomaly alert = detector.anomalies().stream()
                    .filter(each -> each.getEventTime().toEpochMilli() == DetectorFixture.timeOf(ODD_ROW))
                    .findFirst()
                    .orElseThrow();
            HistoryRow odd = row(rows, ODD_ROW);

            assertThat(rows).hasSize(ROWS);
            assertThat(odd.isAlert()).isTrue();
            assertThat(odd.score()).isEqualTo((float) alert.getScore());
            assertThat(odd.observed(0)).isEqualTo(ODD_VALUE);
            assertThat(odd.expected(0)).isEqualTo(alert.getFeatures().get(0).getExpected());
            assertThat(odd.spread(0))
                    .isEqualTo(alert.getFeatures().get(0).getSpread().floatValue());
            assertThat(alert.getModelSha256()).startsWith(odd.model());
            assertThat(row(rows, 3).isScored()).isFalse();
        }
    }

    @Test
    void forgetsRowsAfterTheirRetention() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("history.retention", "1h"))) {
            send(detector, "a");

            assertThat(detector.history("a").keySet())
                    .doesNotContain(DetectorFixture.timeOf(0))
                    .contains(DetectorFixture.timeOf(ROWS - 1), DetectorFixture.timeOf(ROWS - 59));
        }
    }

    @Test
    void tellsTheLatestScoresHighestFirst() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            send(detector, "calm");
            for (int row = 0; row <= ODD_ROW; row++) {
                detector.read("odd", DetectorFixture.timeOf(row), value(row));
            }
            detector.read("young", DetectorFixture.timeOf(0), 1.0);

            List<LatestScore> scores = detector.latestScores().highest(500);

            assertThat(scores).extracting(LatestScore::series).containsExactly("odd", "calm", "young");
            assertThat(scores.get(0).alertTimeMs()).isEqualTo(DetectorFixture.timeOf(ODD_ROW));
            assertThat(scores.get(0).observed()).isEqualTo(ODD_VALUE);
            assertThat(scores.get(0).trail().percents()).hasSize(40).last().isEqualTo((int)
                    (100 * scores.get(0).score()));
            assertThat(scores.get(1).eventTimeMs()).isEqualTo(DetectorFixture.timeOf(ROWS - 1));
            assertThat(scores.get(2).warmUpRowsLeft()).isEqualTo(49);
            assertThat(detector.latestScores().highest(1)).hasSize(1);
        }
    }

    private static HistoryRow row(Map<Long, byte[]> rows, int row) {
        return HistoryRow.of(Objects.requireNonNull(rows.get(DetectorFixture.timeOf(row))));
    }

    private static void send(DetectorFixture detector, String key) {
        for (int row = 0; row < ROWS; row++) {
            detector.read(key, DetectorFixture.timeOf(row), value(row));
        }
    }

    private static double value(int row) {
        return row == ODD_ROW ? ODD_VALUE : DetectorFixture.valueOf(row);
    }
}
