package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.Score;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What policies on the models topic change of a running detector. */
class PolicyTest {

    private static final int WARM = 200;
    private static final int LATER = 260;
    private static final int END = 320;
    private static final double UP = 400;
    private static final double DOWN = -600;
    private static final Map<String, String> BELOW = Map.of("direction", "below");

    @Test
    void silencesASpikeUpwardsButNotOneDownwardsWhereOnlyBelowCounts() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.setPolicy("web-*", 0, BELOW);

            feed(detector, "web-1", Map.of(WARM, UP, LATER, DOWN));

            assertThat(rows(detector.anomalies())).doesNotContain(WARM).contains(LATER);
            assertThat(detector.count("surprisal.alerts.ruled.out")).isPositive();
        }
    }

    @Test
    void holdsFromTheEntrysEventTimeOnWithoutARestart() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            feed(detector, "before", Map.of(WARM, UP, LATER, UP * 10));
            List<Integer> before = rows(detector.anomalies());

            detector.setPolicy("*", DetectorFixture.timeOf(LATER), BELOW);
            feed(detector, "after", Map.of(WARM, UP, LATER, UP * 10));
            List<Integer> after = rows(detector.anomalies());

            assertThat(before).contains(WARM, LATER);
            assertThat(after).contains(WARM).doesNotContain(LATER);
        }
    }

    @Test
    void leavesEveryScoreAsItIs() {
        Map<Integer, Double> spikes = Map.of(WARM, UP, LATER, DOWN);
        try (DetectorFixture with = DetectorFixture.start();
                DetectorFixture without = DetectorFixture.start()) {
            with.setPolicy("*", 0, Map.of("min.deviation", "1e6", "score.threshold", "0.9"));
            feed(with, "web-1", spikes);
            feed(without, "web-1", spikes);

            assertThat(with.scores())
                    .extracting(Score::getScore)
                    .isEqualTo(without.scores().stream().map(Score::getScore).toList());
            assertThat(with.anomalies()).isEmpty();
            assertThat(without.anomalies()).isNotEmpty();
        }
    }

    @Test
    void raisesAndLowersTheNumberOfAlertsByTheWishedRate() {
        int often = alerts(Map.of("false.alarms.per.day", "100"));
        int usual = alerts(Map.of("direction", "both"));
        int rarely = alerts(Map.of("false.alarms.per.day", "1e-9"));

        assertThat(often).isGreaterThan(usual);
        assertThat(usual).isGreaterThan(rarely);
    }

    @Test
    void writesTheThresholdThatHolds() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.setPolicy("a", 0, Map.of("score.threshold", "0.3"));
            // One row a minute: 14.4 of 1,440 are one in 100.
            detector.setPolicy("b", 0, Map.of("false.alarms.per.day", "14.4"));
            for (String series : List.of("a", "b", "c")) {
                feed(detector, series, Map.of(WARM, UP));
            }

            Map<String, Double> thresholds = new TreeMap<>();
            detector.anomalies().forEach(alert -> thresholds.put(alert.getSeries(), round(alert.getThreshold())));
            assertThat(thresholds).isEqualTo(Map.of("a", 0.3, "b", 0.37, "c", 0.5));
            Score last = detector.lastScore();
            assertThat(last.getSeries()).isEqualTo("c");
            assertThat(last.getThreshold()).isEqualTo(0.5);
        }
    }

    @Test
    void goesOnWithTheFormerPolicyWhereARecordIsWrongAndCountsItOnce() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.setPolicy("*", 0, BELOW);
            for (int twice = 0; twice < 2; twice++) {
                detector.sendModel("policy/*", new byte[] {0, 0, 0, 0, 99, 1, 2, 3});
            }
            long unreadable = detector.count("surprisal.models.refused");
            detector.setPolicy("*", 0, Map.of("direction", "up"));
            detector.setPolicy("*", 0, Map.of("mute", "true"));
            long wrong = detector.count("surprisal.models.refused") - unreadable;

            feed(detector, "web-1", Map.of(WARM, UP, LATER, DOWN));

            assertThat(unreadable).isPositive();
            assertThat(wrong).isEqualTo(1); // the second one has the first one's wrong entry, too
            assertThat(rows(detector.anomalies())).doesNotContain(WARM).contains(LATER);
        }
    }

    @Test
    void refusesARecordThatIsNoPolicyAndGoesOn() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.sendModel("policy/", null);
            detector.sendModel("policy/a\nb", new byte[] {1});
            detector.sendModel("policy/*", new byte[0]);
            detector.setPolicy("*", 0, BELOW);
            detector.sendModelAs(
                    "policy/*",
                    DetectorFixture.recordsOf(TestModels.seeded(2)).get(0).value());

            feed(detector, "web-1", Map.of(WARM, UP, LATER, DOWN));

            assertThat(rows(detector.anomalies())).doesNotContain(WARM).contains(LATER);
        }
    }

    @Test
    void letsAPolicyGoThatIsTombstoned() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.setPolicy("*", 0, BELOW);
            detector.sendModel("policy/*", null);

            feed(detector, "web-1", Map.of(WARM, UP));

            assertThat(rows(detector.anomalies())).contains(WARM);
        }
    }

    @Test
    void changesNothingWhereARecordComesTwice() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.setPolicy("*", 0, BELOW);
            var before = detector.directory().policies().current();

            detector.sendModelAs(
                    "policy/*",
                    ModelsRecord.newBuilder().setPolicy(detector.policy("*")).build());

            assertThat(detector.directory().policies().current()).isSameAs(before);
        }
    }

    private static int alerts(Map<String, String> settings) {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.setPolicy("*", 0, settings);
            feed(detector, "web-1", Map.of(WARM, UP));
            return detector.anomalies().size();
        }
    }

    private static void feed(DetectorFixture detector, String series, Map<Integer, Double> spikes) {
        for (int row = 0; row < END; row++) {
            double value = spikes.getOrDefault(row, DetectorFixture.valueOf(row));
            detector.read(series, DetectorFixture.timeOf(row), value);
        }
    }

    private static List<Integer> rows(List<Anomaly> alerts) {
        return alerts.stream()
                .map(Anomaly::getEventTime)
                .map(Instant::toEpochMilli)
                .map(time -> (int) ((time - DetectorFixture.START_MS) / DetectorFixture.STEP_MS))
                .toList();
    }

    private static double round(double threshold) {
        return StrictMath.round(100 * threshold) / 100.0;
    }
}
