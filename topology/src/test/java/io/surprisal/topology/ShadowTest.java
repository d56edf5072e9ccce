package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Score;
import io.surprisal.avro.ShadowScore;
import io.surprisal.avro.VerdictKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.VersionChange;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.CanaryShare;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShadowTest {

    private static final int BEGIN = 100;
    private static final int SWAP = 200;
    private static final int SPIKE = 180;
    private static final int END = 260;
    private static final ModelSnapshot CHALLENGER = TestModels.seeded(2);

    @Test
    void judgesEachRowWithTheChallengerTooAndRaisesNothing() {
        try (DetectorFixture detector = begun(CHALLENGER)) {
            detector.readRows("web-1", 0, BEGIN + 20);
            spike(detector, BEGIN + 20);

            List<ShadowScore> shadow = detector.shadowScores();
            List<Score> scores = detector.scores();
            assertThat(shadow).hasSize(21);
            assertThat(shadow)
                    .extracting(ShadowScore::getChampion)
                    .containsExactlyElementsOf(scores.subList(BEGIN, scores.size()));
            assertThat(shadow)
                    .extracting(each -> each.getChallenger().getModelVersion())
                    .containsOnly("v2");
            assertThat(shadow.get(20).getChallenger().getAlert()).isTrue();
            assertThat(detector.anomalies())
                    .extracting(Anomaly::getModelVersion)
                    .containsOnly("v1");
            assertThat(detector.count("surprisal.shadow.alerts")).isPositive();
            assertThat(detector.trials().all()).singleElement().satisfies(trial -> {
                assertThat(trial.rows()).isEqualTo(shadow.size());
                assertThat(trial.bothAlert() + trial.challengerAlerts())
                        .isEqualTo(shadow.stream()
                                .filter(each -> each.getChallenger().getAlert())
                                .count());
            });
        }
    }

    @Test
    void leavesTheChampionsScoresAsTheyAreWithoutAChallenger() {
        List<Score> alone;
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("web-1", 0, END);
            alone = detector.scores();
            assertThat(detector.writtenTopics()).doesNotContain("shadow-scores");
            assertThat(detector.shadowState("web-1")).isEmpty();
        }

        try (DetectorFixture detector = begun(CHALLENGER)) {
            detector.readRows("web-1", 0, END);

            assertThat(detector.scores()).isEqualTo(alone);
        }
    }

    @Test
    void beginsWithWhatTheChampionKnowsSoThatTheChallengerIsNotCold() {
        try (DetectorFixture detector = begun(CHALLENGER)) {
            detector.readRows("web-1", 0, BEGIN + 1);

            assertThat(detector.shadowScores().get(0).getChallenger().getVerdict())
                    .isEqualTo(VerdictKind.SCORED);
        }
    }

    @Test
    void goesOnWithTheChallengersStateWhereItIsPromoted() {
        try (DetectorFixture detector = begun(CHALLENGER)) {
            detector.readRows("web-1", 0, SWAP);
            byte[] tried = detector.shadowState("web-1").orElseThrow().bytes();
            detector.promote(CHALLENGER, DetectorFixture.timeOf(SWAP));

            detector.read("web-1", DetectorFixture.timeOf(SWAP), DetectorFixture.valueOf(SWAP));

            assertThat(detector.count("surprisal.shadow.adoptions")).isEqualTo(1);
            assertThat(detector.count("surprisal.version.changes")).isEqualTo(1);
            assertThat(detector.shadowState("web-1")).isEmpty();
            assertThat(detector.state("web-1").orElseThrow().bytes()).hasSameSizeAs(tried);
            assertThat(detector.lastScore().getModelVersion()).isEqualTo("v2");
        }
    }

    @Test
    void scoresAfterAPromotionAsTheChallengerWouldHaveGoneOn() {
        List<Score> unpromoted;
        try (DetectorFixture detector = begun(CHALLENGER)) {
            detector.readRows("web-1", 0, END);
            unpromoted = detector.shadowScores().stream()
                    .map(ShadowScore::getChallenger)
                    .toList();
        }

        try (DetectorFixture detector = begun(CHALLENGER)) {
            detector.promote(CHALLENGER, DetectorFixture.timeOf(SWAP));
            detector.readRows("web-1", 0, END);

            List<Score> scores = detector.scores();
            assertThat(scores.subList(SWAP, END))
                    .extracting(Score::getScore)
                    .isEqualTo(unpromoted.subList(SWAP - BEGIN, END - BEGIN).stream()
                            .map(Score::getScore)
                            .toList());
        }
    }

    @Test
    void isNotColdAfterAPromotionThatWouldResetOtherwise() {
        ModelSnapshot resetting = TestModels.child(DetectorFixture.BUNDLED, 3, VersionChange.RESET);
        try (DetectorFixture detector = begun(resetting)) {
            detector.promote(resetting, DetectorFixture.timeOf(SWAP));

            detector.readRows("web-1", 0, SWAP + 1);

            assertThat(detector.lastScore().getVerdict()).isEqualTo(VerdictKind.SCORED);
        }
    }

    @Test
    void remembersWhatWasAlertedAndNotWhatTheChallengerWouldHave() {
        try (DetectorFixture detector = begun(CHALLENGER)) {
            detector.setPolicy("*", 0, Map.of("direction", "below"));
            detector.readRows("web-1", 0, SPIKE);
            detector.promote(CHALLENGER, DetectorFixture.timeOf(SPIKE + 1));
            detector.anomalies();
            spike(detector, SPIKE);
            detector.setPolicy("*", 0, Map.of("direction", "both"));
            spike(detector, SPIKE + 1);

            assertThat(detector.anomalies())
                    .extracting(Anomaly::getModelVersion)
                    .containsExactly("v2");
        }
    }

    @Test
    void doesNotTakeOverAStateThatHasMissedRows() {
        try (DetectorFixture detector = begun(CHALLENGER)) {
            detector.readRows("web-1", 0, SWAP - 10);
            detector.sendModel("alias/default/challenger", null);
            detector.readRows("web-1", SWAP - 10, SWAP - 9);
            assertThat(detector.shadowState("web-1")).isEmpty();
            detector.promote(CHALLENGER, DetectorFixture.timeOf(SWAP));

            detector.readRows("web-1", SWAP - 9, SWAP + 1);

            assertThat(detector.count("surprisal.shadow.adoptions")).isZero();
            assertThat(detector.lastScore().getVerdict()).isEqualTo(VerdictKind.SCORED);
        }
    }

    @Test
    void beginsAnewWithAnotherChallenger() {
        ModelSnapshot second = TestModels.seeded(4);
        try (DetectorFixture detector = begun(CHALLENGER)) {
            detector.publish(second);
            detector.challenge(second, DetectorFixture.timeOf(SPIKE));

            detector.readRows("web-1", 0, SWAP);

            assertThat(detector.shadowState("web-1").orElseThrow().modelSha256())
                    .isEqualTo(second.identity().sha256());
            assertThat(detector.shadowScores()).hasSize(SWAP - BEGIN);
        }
    }

    @Test
    void triesAChallengerOnAShareOfTheSeries() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.publish(CHALLENGER);
            detector.name(AliasName.CHALLENGER, CanaryShare.of(20, TestModels.entry(CHALLENGER, 0)));

            for (int series = 0; series < 50; series++) {
                detector.readRows("web-" + series, 0, 1);
            }

            assertThat(detector.shadowScores())
                    .isNotEmpty()
                    .allMatch(each -> CanaryShare.has(20, each.getChampion().getSeries()));
        }
    }

    @Test
    void runsNoChallengerWhereItIsSwitchedOff() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("shadow.enabled", "false"))) {
            detector.publish(CHALLENGER);
            detector.challenge(CHALLENGER, 0);

            detector.readRows("web-1", 0, 2);

            assertThat(detector.writtenTopics()).doesNotContain("shadow-scores");
            assertThat(detector.description()).doesNotContain("shadow-scores");
        }
    }

    /** A detector with a challenger from the row {@link #BEGIN} on. */
    private static DetectorFixture begun(ModelSnapshot challenger) {
        DetectorFixture detector = DetectorFixture.start();
        detector.publish(DetectorFixture.BUNDLED);
        detector.publish(challenger);
        detector.promote(DetectorFixture.BUNDLED, DetectorFixture.timeOf(0));
        detector.challenge(DetectorFixture.BUNDLED, DetectorFixture.timeOf(0));
        detector.challenge(challenger, DetectorFixture.timeOf(BEGIN));
        return detector;
    }

    private static void spike(DetectorFixture detector, int row) {
        detector.read("web-1", DetectorFixture.timeOf(row), 1_000 + 100 * row);
    }
}
