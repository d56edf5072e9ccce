package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.avro.Anomaly;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.series.SeriesStateLayout;
import io.surprisal.topology.output.AlertReplay;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final int SWAP = 100;
    private static final int SPIKE = 150;
    private static final ModelSnapshot NEWER = TestModels.seeded(2);

    @Test
    void holdsWhatComputesAnAlertAgainBitForBit() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("web-1", 0, SPIKE);
            spike(detector, SPIKE);

            List<Anomaly> alerts = detector.anomalies();
            Map<String, AlertEvidence> evidence = detector.evidence();
            assertThat(evidence.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            alerts.stream().map(Anomaly::getAlertId).toList());
            alerts.forEach(alert -> assertThatItIsReproduced(
                    Objects.requireNonNull(evidence.get(alert.getAlertId())), alert, DetectorFixture.BUNDLED));
        }
    }

    @Test
    void holdsItForTheFirstRowOfAPromotedChallengerAndOfAVersionWithoutTrial() {
        for (boolean tried : new boolean[] {true, false}) {
            try (DetectorFixture detector = DetectorFixture.start()) {
                detector.publish(NEWER);
                if (tried) {
                    detector.challenge(NEWER, 0);
                }
                detector.readRows("web-1", 0, SWAP);
                detector.publish(DetectorFixture.BUNDLED);
                detector.promote(DetectorFixture.BUNDLED, 0);
                detector.promote(NEWER, DetectorFixture.timeOf(SWAP));
                spike(detector, SWAP);

                Anomaly alert = detector.anomalies().get(0);
                assertThat(alert.getModelVersion()).isEqualTo("v2");
                assertThat(detector.count("surprisal.shadow.adoptions")).isEqualTo(tried ? 1 : 0);
                assertThatItIsReproduced(evidence(detector, alert), alert, NEWER);
            }
        }
    }

    @Test
    void holdsThePolicyThatTheAlertWasJudgedUnder() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.setPolicy("*", 0, Map.of("direction", "above", "false.alarms.per.day", "0.3"));
            detector.readRows("web-1", 0, SPIKE);
            spike(detector, SPIKE);

            Anomaly alert = detector.anomalies().get(0);
            AlertEvidence evidence = evidence(detector, alert);
            assertThat(evidence.getPolicy()).isEqualTo(Map.of("direction", "above", "false.alarms.per.day", "0.3"));
            assertThat(evidence.getThreshold()).isGreaterThan(0.5);
            assertThatItIsReproduced(evidence, alert, DetectorFixture.BUNDLED);
        }
    }

    @Test
    void holdsReadingsAfterTheirTransforms() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("transforms", "value=rate"))) {
            double counter = 0;
            for (int row = 0; row <= SPIKE; row++) {
                counter += row == SPIKE ? 1e6 : 60 * DetectorFixture.valueOf(row);
                detector.read("web-1", DetectorFixture.timeOf(row), counter);
            }

            Anomaly alert = detector.anomalies().get(0);
            assertThatItIsReproduced(evidence(detector, alert), alert, DetectorFixture.BUNDLED);
        }
    }

    @Test
    void holdsAStateOfTheFormatBeforeInThePresentFormat() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("web-1", 0, SPIKE);
            byte[] older = detector.state("web-1").orElseThrow().bytes().clone();
            older[SeriesStateLayout.VERSION] = 2; // the bytes of one feature are else those of version 3
            detector.remember("web-1", older);
            spike(detector, SPIKE);

            List<Anomaly> alerts = detector.anomalies();
            Anomaly alert = alerts.get(alerts.size() - 1);
            assertThat(alert.getEventTime()).isEqualTo(Instant.ofEpochMilli(DetectorFixture.timeOf(SPIKE)));
            AlertEvidence evidence = evidence(detector, alert);
            assertThat(evidence.getStateBefore().get(SeriesStateLayout.VERSION))
                    .isEqualTo((byte) SeriesStateLayout.FORMAT_VERSION);
            assertThatItIsReproduced(evidence, alert, DetectorFixture.BUNDLED);
        }
    }

    @Test
    void isNotWrittenWhereItIsSwitchedOff() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("evidence.enabled", "false"))) {
            detector.readRows("web-1", 0, SPIKE);
            spike(detector, SPIKE);

            assertThat(detector.anomalies()).isNotEmpty();
            assertThat(detector.writtenTopics()).doesNotContain("alert-evidence");
            assertThat(detector.description()).doesNotContain("alert-evidence");
        }
    }

    private static void assertThatItIsReproduced(AlertEvidence evidence, Anomaly alert, ModelSnapshot model) {
        assertThat(evidence.getModelSha256()).isEqualTo(model.identity().sha256());
        assertThat(evidence.getScore()).isEqualTo(alert.getScore());
        AlertReplay replay = AlertReplay.of(evidence, model);
        assertThat(replay.isReproduced()).isTrue();
        assertThat(replay.verdict().score()).isEqualTo(alert.getScore());
        assertThat(replay.verdict().explanation().features().get(0).expected())
                .isEqualTo(alert.getFeatures().get(0).getExpected());
    }

    private static AlertEvidence evidence(DetectorFixture detector, Anomaly alert) {
        return Optional.ofNullable(detector.evidence().get(alert.getAlertId())).orElseThrow();
    }

    private static void spike(DetectorFixture detector, int row) {
        detector.read("web-1", DetectorFixture.timeOf(row), 1_000);
    }
}
