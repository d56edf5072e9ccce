package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.ChannelScore;
import io.surprisal.avro.DeadLetter;
import io.surprisal.avro.Direction;
import io.surprisal.avro.FeatureReading;
import io.surprisal.avro.Score;
import io.surprisal.avro.VerdictKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.series.SeriesState;
import io.surprisal.schemas.Sha256;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.topology.patience.Patience;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class DetectorTopologyTest {

    private static final int WARM = 200;

    @Test
    void alertsOnASpikeAndSaysWhatWasExpectedWhereAndByWhichModel() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("web-1", 0, WARM);
            detector.anomalyRecords();

            detector.read("web-1", DetectorFixture.timeOf(WARM), 400);

            List<TestRecord<String, Anomaly>> records = detector.anomalyRecords();
            assertThat(records).hasSize(1);
            assertThat(records.get(0).key()).isEqualTo("web-1");
            Anomaly alert = records.get(0).value();
            assertThat(alert.getAlertId()).isEqualTo("observations-0-" + WARM);
            assertThat(alert.getEventTime()).isEqualTo(Instant.ofEpochMilli(DetectorFixture.timeOf(WARM)));
            assertThat(alert.getScore()).isBetween(0.5, 1.0);
            assertThat(alert.getDirection()).isEqualTo(Direction.ABOVE);
            assertThat(alert.getChannels())
                    .extracting(ChannelScore::getChannel)
                    .containsExactly("surprise", "drift", "level", "variability", "sustained");
            assertThat(alert.getModelSha256())
                    .isEqualTo(DetectorFixture.BUNDLED.identity().sha256());
            assertThat(alert.getModelVersion()).isEqualTo("v1");
            assertThat(alert.getVersionFallback()).isFalse();
            FeatureReading feature = alert.getFeatures().get(0);
            assertThat(feature.getFeature()).isEqualTo("value");
            assertThat(feature.getObserved()).isEqualTo(400.0);
            assertThat(feature.getContribution()).isEqualTo(1.0);
        }
    }

    @Test
    void writesAScoreForEveryRowWithTheSourcesCoordinates() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("web-1", 0, 60);

            List<Score> scores = detector.scores();
            assertThat(scores).hasSize(60);
            assertThat(scores.subList(0, 50)).allMatch(score -> score.getVerdict() == VerdictKind.WARMING_UP);
            assertThat(scores.subList(50, 60)).allMatch(score -> score.getVerdict() == VerdictKind.SCORED);
            assertThat(scores.get(59).getSourceOffset()).isEqualTo(59);
            assertThat(scores.get(59).getSourcePartition()).isZero();
        }
    }

    @Test
    void keepsAStateOfItsOwnForEachSeries() {
        try (DetectorFixture together = DetectorFixture.start();
                DetectorFixture alone = DetectorFixture.start()) {
            for (int row = 0; row < WARM; row++) {
                together.read("a", DetectorFixture.timeOf(row), DetectorFixture.valueOf(row));
                together.read("b", DetectorFixture.timeOf(row), 3 * DetectorFixture.valueOf(2 * row));
            }
            alone.readRows("a", 0, WARM);

            List<Double> ofA = together.scores().stream()
                    .filter(score -> score.getSeries().equals("a"))
                    .map(Score::getScore)
                    .toList();

            assertThat(ofA)
                    .isEqualTo(alone.scores().stream().map(Score::getScore).toList());
        }
    }

    @Test
    void deadLettersAPoisonRecordAndGoesOn() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.send("web-1", "{\"value\": 1", DetectorFixture.timeOf(0));
            detector.read("web-1", DetectorFixture.timeOf(1), 1);

            List<DeadLetter> letters = detector.deadLetters();
            assertThat(letters).hasSize(1);
            DeadLetter letter = letters.get(0);
            assertThat(letter.getCauseClass()).isEqualTo("MALFORMED");
            assertThat(letter.getSourceTopic()).isEqualTo("observations");
            assertThat(letter.getSourcePartition()).isZero();
            assertThat(letter.getSourceOffset()).isZero();
            assertThat(letter.getLength()).isEqualTo(11);
            assertThat(letter.getTruncated()).isFalse();
            assertThat(letter.getSha256()).isEqualTo(Sha256.hex("{\"value\": 1".getBytes(StandardCharsets.UTF_8)));
            assertThat(detector.scores()).hasSize(1);
        }
    }

    @Test
    void keepsTheFirst64KiBOfALongPoisonRecord() {
        byte[] poison = new byte[100_000];
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.send(new byte[] {'k'}, poison, DetectorFixture.timeOf(0));

            DeadLetter letter = detector.deadLetters().get(0);

            assertThat(letter.getPayload().remaining()).isEqualTo(65_536);
            assertThat(letter.getTruncated()).isTrue();
            assertThat(letter.getLength()).isEqualTo(100_000);
            assertThat(letter.getSha256()).isEqualTo(Sha256.hex(poison));
        }
    }

    @Test
    void deadLettersRecordsWithoutValueOrKey() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.send(new byte[] {'k'}, null, DetectorFixture.timeOf(0));
            detector.send(null, "{\"value\": 1}".getBytes(StandardCharsets.UTF_8), DetectorFixture.timeOf(0));

            assertThat(detector.deadLetters())
                    .extracting(DeadLetter::getCauseClass, DeadLetter::getLength)
                    .containsExactly(tuple("NULL_VALUE", -1), tuple("SERIES_KEY", 12));
        }
    }

    @Test
    void leavesTheStateAloneForALateRow() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("web-1", 0, 60);

            detector.read("web-1", DetectorFixture.timeOf(30) + 1, 9);

            assertThat(detector.lastScore().getVerdict()).isEqualTo(VerdictKind.LATE);
            assertThat(detector.state("web-1").orElseThrow().header().lastEventTimeMs())
                    .isEqualTo(DetectorFixture.timeOf(59));
            assertThat(detector.count("surprisal.observations", "verdict", "late"))
                    .isEqualTo(1);
        }
    }

    @Test
    void leavesTheStateAloneForADuplicate() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("web-1", 0, 60);
            SeriesState before = detector.state("web-1").orElseThrow();

            detector.read("web-1", DetectorFixture.timeOf(59), DetectorFixture.valueOf(59));

            assertThat(detector.lastScore().getVerdict()).isEqualTo(VerdictKind.DUPLICATE);
            assertThat(detector.state("web-1")).contains(before);
        }
    }

    @Test
    void takesNullNaNEmptyAndAbsentForMissing() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("web-1", 0, 60);
            detector.scores();

            detector.read("web-1", DetectorFixture.timeOf(60), null);
            detector.read("web-1", DetectorFixture.timeOf(61), "NaN");
            detector.read("web-1", DetectorFixture.timeOf(62), "");
            detector.send("web-1", "{\"value\": NaN}", DetectorFixture.timeOf(63));
            detector.send("web-1", "{}", DetectorFixture.timeOf(64));

            assertThat(detector.scores())
                    .hasSize(5)
                    .allMatch(score -> score.getVerdict() == VerdictKind.MISSING && score.getScore() == 0);
            assertThat(detector.deadLetters()).isEmpty();
        }
    }

    @Test
    void imputesAMissingFeatureAndFlagsTheRow() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("features", "a, b"))) {
            for (int row = 0; row < 100; row++) {
                detector.send(
                        "web-1",
                        "{\"a\": " + DetectorFixture.valueOf(row) + ", \"b\": " + DetectorFixture.valueOf(2 * row)
                                + "}",
                        DetectorFixture.timeOf(row));
            }

            detector.send("web-1", "{\"a\": " + DetectorFixture.valueOf(100) + "}", DetectorFixture.timeOf(100));

            Score last = detector.lastScore();
            assertThat(last.getVerdict()).isEqualTo(VerdictKind.SCORED);
            assertThat(last.getImputed()).isTrue();
        }
    }

    @Test
    void rejectsInfinityToTheDeadLetters() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("web-1", 0, 60);

            detector.send("web-1", "{\"value\": -Infinity}", DetectorFixture.timeOf(60));
            detector.send("web-1", "{\"value\": 1e31}", DetectorFixture.timeOf(61));

            assertThat(detector.deadLetters())
                    .extracting(DeadLetter::getCauseClass, DeadLetter::getCauseMessage)
                    .containsExactly(
                            tuple("NOT_FINITE", "value cannot be judged: not finite"),
                            tuple("TOO_LARGE", "value cannot be judged: too large"));
            assertThat(detector.state("web-1").orElseThrow().header().lastEventTimeMs())
                    .isEqualTo(DetectorFixture.timeOf(59));
        }
    }

    @Test
    void staysSilentOnAConstantSeriesUntilItMoves() {
        Optional<ModelSnapshot> shipped = Optional.of(ModelCodec.fromFile(BundledModel.load()));
        try (DetectorFixture detector = DetectorFixture.start(Map.of(), shipped, Patience.Clock.system())) {
            for (int row = 0; row < 3 * WARM; row++) {
                detector.read("flat", DetectorFixture.timeOf(row), 5);
            }
            assertThat(detector.anomalies()).isEmpty();

            detector.read("flat", DetectorFixture.timeOf(3 * WARM), 6);

            assertThat(detector.anomalies()).hasSize(1);
        }
    }

    @Test
    void scoresAConstantSeries() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            for (int row = 0; row < WARM; row++) {
                detector.read("flat", DetectorFixture.timeOf(row), 5);
            }

            assertThat(detector.scores()).hasSize(WARM).allMatch(score -> score.getScore() < 1);
            assertThat(detector.deadLetters()).isEmpty();
        }
    }

    @Test
    void deadLettersAnEventTimeFarBeyondTheRecordsOwn() {
        Map<String, String> settings = Map.of("event.time", "t", "event.time.max.ahead", "1h");
        try (DetectorFixture detector = DetectorFixture.start(settings)) {
            long now = DetectorFixture.timeOf(0);
            detector.send("web-1", "{\"value\": 1, \"t\": " + (now + 3_600_001) + "}", now);
            detector.send("web-1", "{\"value\": 1, \"t\": " + (now + 3_600_000) + "}", now);

            assertThat(detector.deadLetters())
                    .extracting(DeadLetter::getCauseClass)
                    .containsExactly("EVENT_TIME_AHEAD");
            assertThat(detector.scores())
                    .extracting(Score::getEventTime)
                    .containsExactly(Instant.ofEpochMilli(now + 3_600_000));
        }
    }

    @Test
    void countsSoThatTheSumsHold() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("web-1", 0, WARM);
            detector.read("web-1", DetectorFixture.timeOf(WARM), 400);
            detector.read("web-1", DetectorFixture.timeOf(WARM), 400);
            detector.read("web-1", DetectorFixture.timeOf(3), 4);
            detector.send("web-1", "poison", DetectorFixture.timeOf(WARM));
            detector.send("web-1", "{\"value\": Infinity}", DetectorFixture.timeOf(WARM));

            long observations = detector.count("surprisal.observations");
            assertThat(detector.count("surprisal.records")).isEqualTo(WARM + 5);
            assertThat(observations + detector.count("surprisal.unreadable")).isEqualTo(WARM + 5);
            assertThat(detector.count("surprisal.dead.letters"))
                    .isEqualTo(2)
                    .isEqualTo(detector.deadLetters().size());
            assertThat(detector.count("surprisal.alerts"))
                    .isEqualTo(detector.anomalies().size());
        }
    }
}
