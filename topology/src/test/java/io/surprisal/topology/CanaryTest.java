package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.Score;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.CanaryShare;
import io.surprisal.topology.patience.Patience;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanaryTest {

    private static final ModelSnapshot NEWER = TestModels.seeded(2);
    private static final List<String> SERIES =
            IntStream.range(0, 60).mapToObj(number -> "web-" + number).toList();

    @Test
    void scoresWholeSeriesWithTheNewVersionAndTheOthersWithTheOld() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.publish(DetectorFixture.BUNDLED);
            detector.publish(NEWER);
            detector.promote(DetectorFixture.BUNDLED, 0);
            detector.name(AliasName.CHAMPION, canary(30));

            readAll(detector, 0);
            readAll(detector, 1);

            List<Score> scores = detector.scores();
            assertThat(scores)
                    .allMatch(score ->
                            score.getModelVersion().equals(CanaryShare.has(30, score.getSeries()) ? "v2" : "v1"))
                    .noneMatch(Score::getVersionFallback)
                    .extracting(Score::getModelVersion)
                    .contains("v1", "v2");
        }
    }

    @Test
    void keepsTheSeriesOfASmallerShareWhenItGrowsAndTakesAllBack() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.publish(DetectorFixture.BUNDLED);
            detector.publish(NEWER);
            detector.promote(DetectorFixture.BUNDLED, 0);
            detector.name(AliasName.CHAMPION, canary(10));
            readAll(detector, 0);
            List<String> first = seriesOf(detector.scores(), "v2");
            detector.name(AliasName.CHAMPION, canary(40));
            readAll(detector, 1);
            List<String> second = seriesOf(detector.scores(), "v2");
            detector.promote(DetectorFixture.BUNDLED, 0);
            readAll(detector, 2);

            assertThat(first).isNotEmpty();
            assertThat(second).containsAll(first).hasSizeGreaterThan(first.size());
            assertThat(seriesOf(detector.scores(), "v2")).isEmpty();
            // Once to the new version and once back, for each series that was in the larger share.
            assertThat(detector.count("surprisal.version.changes")).isEqualTo(2L * second.size() - first.size());
        }
    }

    @Test
    void scoresAllWithTheCanaryWhereThereIsNothingElse() {
        try (DetectorFixture detector =
                DetectorFixture.start(Map.of("model.fallback", "none"), Optional.empty(), Patience.Clock.system())) {
            detector.publish(NEWER);
            detector.name(AliasName.CHAMPION, canary(1));

            readAll(detector, 0);

            assertThat(seriesOf(detector.scores(), "v2")).hasSize(SERIES.size());
        }
    }

    private static AliasEntry canary(double percent) {
        return CanaryShare.of(percent, TestModels.entry(NEWER, 0));
    }

    private static void readAll(DetectorFixture detector, int row) {
        SERIES.forEach(series -> detector.readRows(series, row, row + 1));
    }

    private static List<String> seriesOf(List<Score> scores, String version) {
        return scores.stream()
                .filter(score -> score.getModelVersion().equals(version))
                .map(Score::getSeries)
                .toList();
    }
}
