package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentCloseReason;
import io.surprisal.avro.IncidentKind;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.avro.Maintenance;
import io.surprisal.topology.detect.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of series that report every minute and stop. */
class SilenceTest {

    private static final int REGULAR = 100;
    /** Ten usual gaps, and the entry that is looked at once in so many. */
    private static final int FOUND = 25;

    @Test
    void opensAnIncidentForASeriesThatStopsAndClosesItWhenItReturns() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            both(detector, 0, REGULAR);
            detector.readRows("here", REGULAR, REGULAR + FOUND);

            List<Incident> opened = detector.incidents();
            assertThat(opened).singleElement().satisfies(incident -> {
                assertThat(incident.getSeries()).isEqualTo("gone");
                assertThat(incident.getKind()).isEqualTo(IncidentKind.SILENCE);
                assertThat(incident.getStatus()).isEqualTo(IncidentStatus.OPEN);
                long deadline = incident.getLastAnomalyAt().toEpochMilli();
                assertThat(incident.getIncidentId()).isEqualTo("gone@" + deadline);
                assertThat(deadline).isEqualTo(DetectorFixture.timeOf(REGULAR - 1 + 10));
                assertThat(incident.getSilentSince().toEpochMilli()).isEqualTo(DetectorFixture.timeOf(REGULAR - 1));
                assertThat(incident.getUsualGapMs()).isEqualTo(DetectorFixture.STEP_MS);
            });

            detector.readRows("gone", REGULAR + FOUND, REGULAR + FOUND + 1);

            assertThat(detector.incidents()).singleElement().satisfies(incident -> {
                assertThat(incident.getStatus()).isEqualTo(IncidentStatus.CLOSED);
                assertThat(incident.getCloseReason()).isEqualTo(IncidentCloseReason.RETURNED);
            });
        }
    }

    @Test
    void tellsNothingOfSeriesThatGoOnAndHasOneEntryForEach() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            both(detector, 0, 4 * REGULAR);

            assertThat(detector.incidents()).isEmpty();
            // The clock, how far older series are known, and one for each series.
            assertThat(detector.entries(Nodes.DEADLINES)).isEqualTo(2 + 2);
        }
    }

    @Test
    void waitsLongerForASeriesThatHasBeenSilentBefore() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            both(detector, 0, REGULAR);
            detector.readRows("here", REGULAR, 2 * REGULAR);
            assertThat(detector.incidents()).hasSize(1);
            both(detector, 2 * REGULAR, 4 * REGULAR);
            assertThat(detector.incidents()).hasSize(1); // closed

            detector.readRows("here", 4 * REGULAR, 5 * REGULAR);
            assertThat(detector.incidents()).isEmpty();

            detector.readRows("here", 5 * REGULAR, 6 * REGULAR);
            assertThat(detector.incidents()).hasSize(1);
        }
    }

    @Test
    void doesNotWaitForSeriesOfWhichItKnowsTooLittle() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            detector.readRows("once", 0, 5);
            detector.readRows("here", 0, 4 * REGULAR);

            assertThat(detector.incidents()).isEmpty();
        }
    }

    @Test
    void takesNoLaggingSeriesForSilent() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            for (int row = 0; row < 4 * REGULAR; row++) {
                detector.read("ahead", DetectorFixture.timeOf(row + REGULAR), DetectorFixture.valueOf(row));
                detector.read("behind", DetectorFixture.timeOf(row), DetectorFixture.valueOf(row));
            }

            assertThat(detector.incidents()).isEmpty();
        }
    }

    @Test
    void findsAPartitionThatHasGoneQuietByTheWallClock() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            both(detector, 0, REGULAR);
            detector.letPass(Duration.ofMinutes(5));
            assertThat(detector.incidents()).isEmpty();

            for (int minute = 0; minute < FOUND; minute++) {
                detector.letPass(Duration.ofMinutes(1));
            }

            assertThat(detector.incidents()).extracting(Incident::getSeries).containsExactlyInAnyOrder("gone", "here");
        }
    }

    @Test
    void saysInAnOpenIncidentThatTheSeriesIsSilent() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            both(detector, 0, 2 * REGULAR);
            detector.read("gone", DetectorFixture.timeOf(2 * REGULAR), 1e6);
            Incident opened = detector.incidents().get(0);

            detector.readRows("here", 2 * REGULAR, 2 * REGULAR + FOUND);
            List<Incident> silent = detector.incidents();
            detector.readRows("gone", 2 * REGULAR + FOUND, 2 * REGULAR + FOUND + 1);

            assertThat(silent).singleElement().satisfies(incident -> {
                assertThat(incident.getIncidentId()).isEqualTo(opened.getIncidentId());
                assertThat(incident.getSilentSince()).isNotNull();
            });
            assertThat(detector.incidents().get(0).getSilentSince()).isNull();
        }
    }

    @Test
    void isQuietInAnAnnouncedWindowAndSpeaksAfterwards() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            both(detector, 0, REGULAR);
            detector.announce("move", window("gone", REGULAR, 2 * REGULAR));

            detector.readRows("here", REGULAR, 2 * REGULAR);
            assertThat(detector.incidents()).isEmpty();

            detector.readRows("here", 2 * REGULAR, 2 * REGULAR + FOUND);
            assertThat(detector.incidents())
                    .singleElement()
                    .satisfies(incident -> assertThat(incident.getSeries()).isEqualTo("gone"));
        }
    }

    @Test
    void takesASeriesThatSendsNoValuesForSilentAndTellsItOnce() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            both(detector, 0, REGULAR);
            for (int row = REGULAR; row < 3 * REGULAR; row++) {
                detector.read("gone", DetectorFixture.timeOf(row), null);
                detector.readRows("here", row, row + 1);
            }

            assertThat(detector.incidents())
                    .singleElement()
                    .satisfies(incident -> assertThat(incident.getSeries()).isEqualTo("gone"));
        }
    }

    @Test
    void looksForNoneWhereThatIsSwitchedOff() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("incidents.silence.factor", "0"))) {
            detector.calm();
            both(detector, 0, REGULAR);
            detector.readRows("here", REGULAR, 3 * REGULAR);

            assertThat(detector.incidents()).isEmpty();
            assertThat(detector.description()).doesNotContain("deadlines");
        }
    }

    @Test
    void closesTheIncidentOfASeriesThatIsForgotten() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("state.ttl", "2h"))) {
            detector.calm();
            both(detector, 0, REGULAR);
            detector.readRows("here", REGULAR, REGULAR + 180);

            assertThat(detector.incidents())
                    .extracting(Incident::getCloseReason)
                    .containsExactly(null, IncidentCloseReason.FORGOTTEN);
            assertThat(detector.entries(Nodes.INCIDENT_STATE)).isZero();
        }
    }

    private static Maintenance window(String pattern, int from, int until) {
        return Maintenance.newBuilder()
                .setPattern(pattern)
                .setFromEventTime(Instant.ofEpochMilli(DetectorFixture.timeOf(from)))
                .setUntilEventTime(Instant.ofEpochMilli(DetectorFixture.timeOf(until)))
                .setSince(Instant.EPOCH)
                .build();
    }

    private static void both(DetectorFixture detector, int from, int to) {
        for (int row = from; row < to; row++) {
            detector.readRows("gone", row, row + 1);
            detector.readRows("here", row, row + 1);
        }
    }
}
