package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.FeatureReading;
import io.surprisal.avro.Score;
import io.surprisal.avro.VerdictKind;
import io.surprisal.model.ModelSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTest {

    private static final int ROWS = 100;
    private static final Map<String, String> TWO = Map.of("features", "latency,load");
    private static final ModelSnapshot WEB = TestModels.named("web", 5, List.of("latency"));
    private static final ModelSnapshot ANY = TestModels.named("any", 6, List.of());

    @Test
    void sendsSeriesToTheModelOfTheLongestPattern() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            publish(detector, ANY);
            ModelSnapshot special = TestModels.named("special", 7, List.of());
            publish(detector, special);
            detector.route("web-*", "any", 0);
            detector.route("web-1", "special", 0);

            detector.readRows("web-1", 0, 1);
            detector.readRows("web-2", 0, 1);
            detector.readRows("db-1", 0, 1);

            assertThat(detector.scores()).extracting(Score::getModelName).containsExactly("special", "any", "default");
            assertThat(detector.count("surprisal.version.fallbacks")).isZero();
        }
    }

    @Test
    void changesTheModelByEventTimeAndGoesBackWhereTheRouteEnds() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            publish(detector, ANY);
            detector.promote(DetectorFixture.BUNDLED, 0);
            detector.publish(DetectorFixture.BUNDLED);
            detector.promote(DetectorFixture.BUNDLED, 1);
            detector.promote(DetectorFixture.BUNDLED, 2);
            detector.route("*", "any", DetectorFixture.timeOf(60));
            detector.route("*", "", DetectorFixture.timeOf(80));

            detector.readRows("web-1", 0, ROWS);

            List<Score> scores = detector.scores();
            assertThat(scores.subList(0, 60)).extracting(Score::getModelName).containsOnly("default");
            assertThat(scores.subList(60, 80)).extracting(Score::getModelName).containsOnly("any");
            assertThat(scores.subList(80, ROWS)).extracting(Score::getModelName).containsOnly("default");
            assertThat(scores.get(ROWS - 1).getVerdict()).isEqualTo(VerdictKind.SCORED);
            assertThat(scores).noneMatch(Score::getVersionFallback);
        }
    }

    @Test
    void givesAModelTheFeaturesThatItNamesAlone() {
        try (DetectorFixture detector = DetectorFixture.start(TWO)) {
            publish(detector, WEB);
            detector.route("web-*", "web", 0);

            for (int row = 0; row < ROWS; row++) {
                double latency = row == ROWS - 1 ? 10_000 : DetectorFixture.valueOf(row);
                send(detector, "web-1", row, latency, 1_000 * (row % 2));
                send(detector, "db-1", row, latency, DetectorFixture.valueOf(row));
            }

            List<Anomaly> alerts = detector.anomalies();
            assertThat(alerts.stream().filter(each -> each.getSeries().equals("web-1")))
                    .isNotEmpty()
                    .allMatch(each -> each.getFeatures().size() == 1);
            assertThat(alerts.stream().filter(each -> each.getSeries().equals("db-1")))
                    .allMatch(each -> each.getFeatures().size() == 2);
            assertThat(detector.state("web-1").orElseThrow().header().features())
                    .isEqualTo(1);
            assertThat(alerts.get(0).getFeatures())
                    .extracting(FeatureReading::getFeature)
                    .contains("latency");
        }
    }

    @Test
    void refusesOnceAModelThatWantsFeaturesTheInputLacksAndNamesThem() {
        ModelSnapshot wanting = TestModels.named("web", 8, List.of("latency", "errors", "queue"));
        try (DetectorFixture detector = DetectorFixture.start(TWO)) {
            publish(detector, wanting);
            assertThat(detector.count("surprisal.models.refused")).isZero();

            detector.route("web-*", "web", 0);
            detector.route("web-2", "web", 0);
            send(detector, "web-1", 0, 1, 2);

            assertThat(detector.directory().misfits())
                    .isEqualTo(Map.of(
                            "manifest/web/v8",
                            "it wants features that the input lacks: errors, queue; configured are latency, load"));
            assertThat(detector.count("surprisal.models.refused")).isEqualTo(1);
            Score score = detector.lastScore();
            assertThat(score.getModelName()).isEqualTo("default");
            assertThat(score.getVersionFallback()).isTrue();
        }
    }

    @Test
    void refusesARouteToANameThatNoModelCanHave() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            publish(detector, ANY);
            detector.route("*", "any", 0);

            detector.route("*", "no/name", 0);
            detector.readRows("web-1", 0, 1);

            assertThat(detector.count("surprisal.models.refused")).isEqualTo(1);
            assertThat(detector.lastScore().getModelName()).isEqualTo("any");
        }
    }

    private static void publish(DetectorFixture detector, ModelSnapshot model) {
        detector.publish(model);
        detector.promote(model, 0);
    }

    private static void send(DetectorFixture detector, String series, int row, double latency, double load) {
        detector.send(series, "{\"latency\": " + latency + ", \"load\": " + load + "}", DetectorFixture.timeOf(row));
    }
}
