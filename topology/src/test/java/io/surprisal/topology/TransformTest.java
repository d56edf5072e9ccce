package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.DeadLetter;
import io.surprisal.avro.Score;
import io.surprisal.avro.VerdictKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransformTest {

    private static final int ROWS = 80;

    @Test
    void scoresACountersGrowthAsIfItHadBeenRead() {
        try (DetectorFixture counter = DetectorFixture.start(Map.of("transforms", "value=rate"));
                DetectorFixture gauge = DetectorFixture.start()) {
            double total = 0;
            counter.read("web-1", DetectorFixture.timeOf(0), 0);
            for (int row = 1; row < ROWS; row++) {
                // Whole numbers, so that the sums and differences are exact.
                double perMinute = StrictMath.round(60 * DetectorFixture.valueOf(row));
                total += perMinute;
                counter.read("web-1", DetectorFixture.timeOf(row), total);
                gauge.read("web-1", DetectorFixture.timeOf(row), perMinute / 60);
            }

            List<Score> ofCounter = counter.scores();

            assertThat(ofCounter.get(0).getVerdict()).isEqualTo(VerdictKind.MISSING);
            assertThat(ofCounter.subList(1, ROWS))
                    .extracting(Score::getScore)
                    .isEqualTo(gauge.scores().stream().map(Score::getScore).toList());
        }
    }

    @Test
    void takesTheFirstReadingAfterAResetForMissing() {
        assertThat(verdicts("10", "20", "5", "15"))
                .containsExactly(
                        VerdictKind.MISSING, VerdictKind.WARMING_UP, VerdictKind.MISSING, VerdictKind.WARMING_UP);
    }

    @Test
    void spansAMissingReading() {
        assertThat(verdicts("10", "null", "30"))
                .containsExactly(VerdictKind.MISSING, VerdictKind.MISSING, VerdictKind.WARMING_UP);
    }

    @Test
    void stillTellsADuplicateOfACounter() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("transforms", "value=rate"))) {
            detector.read("web-1", DetectorFixture.timeOf(0), 10);
            detector.read("web-1", DetectorFixture.timeOf(1), 20);
            detector.read("web-1", DetectorFixture.timeOf(1), 20);

            assertThat(detector.lastScore().getVerdict()).isEqualTo(VerdictKind.DUPLICATE);
        }
    }

    @Test
    void leavesACountersLastReadingAloneForALateRow() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("transforms", "value=rate"))) {
            detector.read("web-1", DetectorFixture.timeOf(0), 10);
            detector.read("web-1", DetectorFixture.timeOf(2), 20);
            detector.read("web-1", DetectorFixture.timeOf(1), 1_000_000);
            detector.read("web-1", DetectorFixture.timeOf(3), 30);

            assertThat(detector.scores())
                    .extracting(Score::getVerdict)
                    .containsExactly(
                            VerdictKind.MISSING, VerdictKind.WARMING_UP, VerdictKind.LATE, VerdictKind.WARMING_UP);
        }
    }

    @Test
    void beginsACounterAnewWhereTheClockIsTakenBack() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("transforms", "value=rate"))) {
            detector.read("web-1", DetectorFixture.timeOf(1_000), 10);
            detector.read("web-1", DetectorFixture.timeOf(1_001), 20);
            for (int row = 0; row < 22; row++) {
                detector.read("web-1", DetectorFixture.timeOf(row), 10 * row);
            }

            List<VerdictKind> verdicts =
                    detector.scores().stream().map(Score::getVerdict).toList();
            assertThat(verdicts.subList(2, 22)).containsOnly(VerdictKind.LATE);
            assertThat(verdicts.subList(22, 24)).containsOnly(VerdictKind.WARMING_UP);
        }
    }

    @Test
    void takesLogarithmsOfWhatIsAboveMinusOneAndDeadLettersTheRest() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("transforms", "value=log1p"))) {
            detector.read("web-1", DetectorFixture.timeOf(0), 0);
            detector.read("web-1", DetectorFixture.timeOf(1), 1e9);
            detector.read("web-1", DetectorFixture.timeOf(2), -1);

            assertThat(detector.scores()).hasSize(2);
            assertThat(detector.deadLetters())
                    .extracting(DeadLetter::getCauseMessage)
                    .containsExactly("value must be above -1 for log1p: found -1.0");
        }
    }

    private static List<VerdictKind> verdicts(String... readings) {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("transforms", "value=rate"))) {
            for (int row = 0; row < readings.length; row++) {
                detector.send("web-1", "{\"value\": " + readings[row] + "}", DetectorFixture.timeOf(row));
            }
            return detector.scores().stream().map(Score::getVerdict).toList();
        }
    }
}
