package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.DeadLetter;
import io.surprisal.avro.Score;
import io.surprisal.avro.VerdictKind;
import io.surprisal.schemas.models.ModelsTopicRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that nobody should send, and what follows them: the series score as if there were none. */
class HostileRecordsTest {

    private static final int BAD = 50_000;
    private static final int WARM = 60;

    @Test
    void goesOnAfterManyBadRecordsInARow() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("a", 0, WARM);
            detector.scores();
            byte[] key = {'a'};
            byte[] poison = "{\"value\": [".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < BAD; i++) {
                detector.send(key, poison, DetectorFixture.timeOf(WARM));
            }

            detector.readRows("a", WARM, WARM + 1);

            assertThat(detector.deadLetters()).hasSize(BAD);
            assertThat(detector.count("surprisal.dead.letters")).isEqualTo(BAD);
            assertThat(detector.scores())
                    .singleElement()
                    .extracting(Score::getVerdict)
                    .isEqualTo(VerdictKind.SCORED);
        }
    }

    @Test
    void keepsLittleOfARecordOf10MbAndOfAKeyOf1Mb() {
        byte[] value = new byte[10 << 20];
        byte[] key = new byte[1 << 20];
        Arrays.fill(key, (byte) 'k');
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.send(key, value, DetectorFixture.timeOf(0));
            detector.send(key, "{\"value\": 1}".getBytes(StandardCharsets.UTF_8), DetectorFixture.timeOf(1));

            List<DeadLetter> letters = detector.deadLetters();
            assertThat(letters).extracting(DeadLetter::getCauseClass).containsExactly("MALFORMED", "SERIES_KEY");
            assertThat(letters).allSatisfy(letter -> {
                assertThat(letter.getKeyLength()).isEqualTo(key.length);
                assertThat(letter.getKey().remaining()).isEqualTo(64 << 10);
            });
            assertThat(letters.get(0).getPayload().remaining()).isEqualTo(64 << 10);
            assertThat(letters.get(0).getLength()).isEqualTo(value.length);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2200-01-01T00:00:00Z", "+292278993-01-01T00:00:00Z"})
    void scoresOtherSeriesAsIfOneRecordOfAnotherTimeHadNotCome(String time) {
        try (DetectorFixture disturbed = DetectorFixture.start();
                DetectorFixture undisturbed = DetectorFixture.start()) {
            disturbed.readRows("a", 0, WARM);
            disturbed.read("b", Instant.parse(time).toEpochMilli(), 1);
            disturbed.read("a", Instant.parse("1970-01-01T00:00:00Z").toEpochMilli(), 1);
            disturbed.readRows("a", WARM, WARM + 20);
            undisturbed.readRows("a", 0, WARM + 20);

            assertThat(values(disturbed.scores().subList(WARM + 2, WARM + 22)))
                    .isEqualTo(values(undisturbed.scores().subList(WARM, WARM + 20)));
        }
    }

    @Test
    void takesASeriesBackWhoseClockHadJumped() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("a", 0, WARM);
            detector.read("a", Instant.parse("2200-01-01T00:00:00Z").toEpochMilli(), 1);

            detector.readRows("a", WARM, WARM + 30);

            assertThat(detector.lastScore().getVerdict()).isEqualTo(VerdictKind.SCORED);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void goesOnScoringWithTheLastCompleteVersionWhateverIsOnTheModelsTopic(long seed) {
        Random random = new Random(seed);
        try (DetectorFixture detector = DetectorFixture.start();
                DetectorFixture undisturbed = DetectorFixture.start()) {
            List<ModelsTopicRecord> good = DetectorFixture.recordsOf(TestModels.seeded(9));
            for (int row = 0; row < WARM + 20; row++) {
                for (int i = 0; i < 20; i++) {
                    ModelsTopicRecord record = good.get(random.nextInt(good.size()));
                    String key = record.key().format();
                    byte[] noise = new byte[random.nextInt(100)];
                    random.nextBytes(noise);
                    detector.sendModel(
                            random.nextBoolean() ? key : new String(mutated(key, random), StandardCharsets.ISO_8859_1),
                            random.nextInt(10) == 0 ? null : noise);
                }
                detector.readRows("a", row, row + 1);
                undisturbed.readRows("a", row, row + 1);
            }

            assertThat(values(detector.scores())).isEqualTo(values(undisturbed.scores()));
        }
    }

    private static byte[] mutated(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    }

    private static List<Double> values(List<Score> scores) {
        return scores.stream().map(Score::getScore).toList();
    }
}
