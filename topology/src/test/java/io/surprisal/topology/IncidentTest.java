package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentCloseReason;
import io.surprisal.avro.IncidentKind;
import io.surprisal.avro.IncidentSeverity;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.topology.detect.Nodes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What alerts become: incidents that open, last and close. */
class IncidentTest {

    private static final int WARM = 200;
    private static final double FAR = 1e6;
    private static final int REFRACTORY = DetectorFixture.BUNDLED.calibration().refractoryRows();

    @Test
    void opensWithAnAlertAndClosesAfterSoManyQuietRows() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            detector.readRows("a", 0, WARM);
            far(detector, WARM);
            List<Incident> opened = detector.incidents();
            Anomaly alert = detector.anomalies().get(0);

            assertThat(opened).singleElement().satisfies(incident -> {
                assertThat(incident.getIncidentId()).isEqualTo(alert.getAlertId());
                assertThat(incident.getKind()).isEqualTo(IncidentKind.ANOMALY);
                assertThat(incident.getStatus()).isEqualTo(IncidentStatus.OPEN);
                assertThat(incident.getRevision()).isEqualTo(1);
                assertThat(incident.getOpenedAt()).isEqualTo(alert.getEventTime());
                assertThat(incident.getPeakScore()).isEqualTo(alert.getScore());
                assertThat(incident.getFeatures()).isEqualTo(alert.getFeatures());
                assertThat(incident.getSeverity()).isGreaterThanOrEqualTo(IncidentSeverity.WARNING);
            });

            detector.readRows("a", WARM + 1, WARM + 4 * REFRACTORY + 100);
            List<Incident> later = detector.incidents();

            Incident closed = later.get(later.size() - 1);
            assertThat(closed.getIncidentId()).isEqualTo(alert.getAlertId());
            assertThat(closed.getStatus()).isEqualTo(IncidentStatus.CLOSED);
            assertThat(closed.getCloseReason()).isEqualTo(IncidentCloseReason.QUIET);
            assertThat(closed.getClosedAt().toEpochMilli()
                            - closed.getLastAnomalyAt().toEpochMilli())
                    .isEqualTo((REFRACTORY + 1) * DetectorFixture.STEP_MS);
            assertThat(closed.getRevision()).isEqualTo(later.size() + 1);
            assertThat(detector.entries(Nodes.INCIDENT_STATE)).isZero();
            assertThat(detector.count("surprisal.incidents.records", "status", "opened"))
                    .isEqualTo(1);
        }
    }

    @Test
    void touchesNoStoreOfIncidentsForRowsThatAreNormal() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.calm();
            detector.readRows("a", 0, WARM);

            assertThat(detector.changelog(Nodes.INCIDENT_STATE)).isEmpty();
        }
    }

    @Test
    void opensOnlyAfterSoManyRowsAboveTheThresholdWhereThatIsWished() {
        Map<String, String> three = Map.of("incidents.open.rows", "3", "incidents.open.window", "5");
        try (DetectorFixture detector = DetectorFixture.start(three)) {
            detector.calm();
            detector.readRows("a", 0, WARM);
            far(detector, WARM);
            far(detector, WARM + 1);
            assertThat(detector.incidents()).isEmpty();
            Anomaly alert = detector.anomalies().get(0);

            far(detector, WARM + 2);

            assertThat(detector.incidents()).singleElement().satisfies(incident -> {
                assertThat(incident.getRows()).isEqualTo(3);
                assertThat(incident.getOpenedAt()).isEqualTo(alert.getEventTime());
                assertThat(incident.getAlertIds()).contains(alert.getAlertId());
                assertThat(incident.getIncidentId()).isNotEqualTo(alert.getAlertId());
            });
        }
    }

    @Test
    void forgetsRowsThatOpenNothing() {
        Map<String, String> six = Map.of("incidents.open.rows", "6", "incidents.open.window", "10");
        try (DetectorFixture detector = DetectorFixture.start(six)) {
            detector.calm();
            detector.readRows("a", 0, WARM);
            far(detector, WARM);
            assertThat(detector.entries(Nodes.INCIDENT_STATE)).isEqualTo(1);

            detector.readRows("a", WARM + 1, WARM + 60);

            assertThat(detector.incidents()).isEmpty();
            assertThat(detector.entries(Nodes.INCIDENT_STATE)).isZero();
        }
    }

    @Test
    void writesNoneWhereTheyAreSwitchedOff() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("incidents.enabled", "false"))) {
            detector.calm();
            detector.readRows("a", 0, WARM);
            far(detector, WARM);

            assertThat(detector.anomalies()).isNotEmpty();
            assertThat(detector.writtenTopics()).doesNotContain("incidents");
            assertThat(detector.description()).doesNotContain("incident");
        }
    }

    private static void far(DetectorFixture detector, int row) {
        detector.read("a", DetectorFixture.timeOf(row), FAR);
    }
}
