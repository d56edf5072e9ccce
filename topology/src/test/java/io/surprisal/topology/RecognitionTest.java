package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.AlertEvidence;
import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Score;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.recognition.Recognition;
import io.surprisal.topology.output.AlertReplay;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A head for recognition on its way: published in chunks, activated between two rows, naming alerts. */
class RecognitionTest {

    private static final int SWAP = 100;
    private static final int SPIKE = 150;
    private static final ModelSnapshot NAMED = TestModels.recognizing(DetectorFixture.BUNDLED, "surge", "outage");

    @Test
    void anAlertCarriesTheKindThatTheModelRecognizesAndAReplayGivesTheSameBits() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            run(detector, NAMED);

            Anomaly alert = spike(detector);
            assertThat(alert.getModelVersion()).isEqualTo("named");
            assertThat(alert.getRecognizedAs().getKind()).isEqualTo("surge");
            assertThat(alert.getRecognizedAs().getProbability()).isBetween(0.9, 1.0);
            Map<String, AlertEvidence> evidence = detector.evidence();
            AlertReplay replay = AlertReplay.of(Objects.requireNonNull(evidence.get(alert.getAlertId())), NAMED);
            assertThat(replay.isReproduced()).isTrue();
            assertThat(replay.verdict().explanation().recognizedAs())
                    .isEqualTo(new Recognition(
                            alert.getRecognizedAs().getKind(),
                            alert.getRecognizedAs().getProbability()));
        }
    }

    @Test
    void scoresGoOnBitForBitWhereAHeadIsAdded() {
        List<Score> without;
        List<Score> with;
        try (DetectorFixture detector = DetectorFixture.start()) {
            run(detector, DetectorFixture.BUNDLED);
            without = detector.scores();
            assertThat(spike(detector).getRecognizedAs()).isNull();
        }
        try (DetectorFixture detector = DetectorFixture.start()) {
            run(detector, NAMED);
            with = detector.scores();
        }

        assertThat(with)
                .extracting(Score::getScore)
                .isEqualTo(without.stream().map(Score::getScore).toList());
        assertThat(with)
                .extracting(Score::getAlert)
                .isEqualTo(without.stream().map(Score::getAlert).toList());
    }

    private static void run(DetectorFixture detector, ModelSnapshot second) {
        detector.publish(DetectorFixture.BUNDLED);
        detector.promote(DetectorFixture.BUNDLED, DetectorFixture.timeOf(0));
        detector.publish(second);
        detector.promote(second, DetectorFixture.timeOf(SWAP));
        detector.readRows("web-1", 0, SPIKE);
        detector.read("web-1", DetectorFixture.timeOf(SPIKE), 500);
    }

    private static Anomaly spike(DetectorFixture detector) {
        return detector.anomalies().stream()
                .filter(alert -> alert.getEventTime().toEpochMilli() == DetectorFixture.timeOf(SPIKE))
                .findFirst()
                .orElseThrow();
    }
}
