package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Maintenance;
import io.surprisal.avro.Score;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What announced windows keep quiet. */
class MaintenanceTest {

    private static final int WARM = 200;

    @Test
    void scoresButDoesNotAlertInAnAnnouncedWindow() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            detector.readRows("db-1", 0, WARM);
            detector.announce("upgrade", window("db-*", WARM, WARM + 5));

            detector.read("db-1", DetectorFixture.timeOf(WARM), 1e6);

            Score score = detector.lastScore();
            assertThat(score.getScore()).isGreaterThan(0.5);
            assertThat(score.getAlert()).isFalse();
            assertThat(score.getMaintenance()).isEqualTo("upgrade");
            assertThat(detector.anomalies()).isEmpty();
            assertThat(detector.incidents()).isEmpty();
        }
    }

    @Test
    void alertsOtherSeriesAndOtherTimes() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            detector.announce("upgrade", window("db-*", WARM - 10, WARM));
            for (String series : List.of("db-1", "web-1")) {
                detector.readRows(series, 0, WARM);
                detector.read(series, DetectorFixture.timeOf(WARM), 1e6);
            }

            assertThat(detector.anomalies()).hasSize(2);
        }
    }

    @Test
    void endsWithItsTombstoneAndRefusesWhatEndsBeforeItBegins() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            detector.readRows("db-1", 0, WARM);
            detector.announce("upgrade", window("db-*", WARM, WARM + 5));
            detector.announce("upgrade", window("db-*", WARM + 5, WARM));
            assertThat(detector.count("surprisal.models.refused")).isEqualTo(1);
            assertThat(detector.directory().maintenance().current().all()).hasSize(1);

            detector.sendModel("maintenance/upgrade", null);
            detector.read("db-1", DetectorFixture.timeOf(WARM), 1e6);

            assertThat(detector.anomalies()).hasSize(1);
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
}
