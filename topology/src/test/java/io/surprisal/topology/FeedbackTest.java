package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.avro.FeedbackKind;
import io.surprisal.avro.Incident;
import io.surprisal.topology.feedback.Word;
import io.surprisal.topology.output.AlertReplay;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people's words move. */
class FeedbackTest {

    private static final int WARM = 200;
    private static final double HIGHER = 1 - Math.pow(2, -3.5 / 3);

    @Test
    void raisesTheThresholdOfTheSeriesForAFalseAlarmAndLowersItForATrueOne() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            Incident incident = incident(detector, "a");
            detector.readRows("b", 0, WARM);
            detector.scores();

            say(detector, incident, FeedbackKind.FALSE_ALARM, null);
            assertThat(threshold(detector, "a", WARM + 1)).isCloseTo(HIGHER, within(1e-3));
            assertThat(threshold(detector, "b", WARM + 1)).isEqualTo(0.5);

            say(detector, incident, FeedbackKind.TRUE_ALARM, null);
            assertThat(threshold(detector, "a", WARM + 2)).isEqualTo(0.5);
        }
    }

    @Test
    void raisesThatOfAGroupWhereAPatternIsGivenAndTakesItBack() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            Incident incident = incident(detector, "web-1");
            detector.readRows("web-2", 0, WARM);

            say(detector, incident, FeedbackKind.FALSE_ALARM, "web-*");
            assertThat(threshold(detector, "web-2", WARM + 1)).isCloseTo(HIGHER, within(1e-3));

            say(detector, incident, FeedbackKind.WITHDRAWN, null);
            assertThat(threshold(detector, "web-2", WARM + 2)).isEqualTo(0.5);
        }
    }

    @Test
    void writesEvidenceThatGivesTheRaisedThresholdAgain() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            say(detector, incident(detector, "a"), FeedbackKind.FALSE_ALARM, null);
            detector.evidence();
            int later = WARM + 10 * DetectorFixture.BUNDLED.calibration().refractoryRows() + 200;
            detector.readRows("a", WARM + 1, later);
            detector.evidence();

            detector.read("a", DetectorFixture.timeOf(later), -1e9);

            Map<String, AlertEvidence> evidence = detector.evidence();
            assertThat(evidence.values()).singleElement().satisfies(each -> {
                assertThat(each.getPolicy()).containsKey("raised.by");
                assertThat(AlertReplay.of(each, DetectorFixture.BUNDLED).isReproduced())
                        .isTrue();
            });
        }
    }

    private static Incident incident(DetectorFixture detector, String series) {
        detector.calm();
        detector.readRows(series, 0, WARM);
        detector.read(series, DetectorFixture.timeOf(WARM), 1e6);
        return detector.incidents().get(0);
    }

    private static void say(DetectorFixture detector, Incident incident, FeedbackKind kind, @Nullable String pattern) {
        detector.say(new Word(kind, pattern, "me", "").about(incident, Instant.EPOCH));
    }

    private static double threshold(DetectorFixture detector, String series, int row) {
        detector.readRows(series, row, row + 1);
        return detector.lastScore().getThreshold();
    }
}
