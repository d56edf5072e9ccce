package io.surprisal.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.DeadLetter;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explain;
import io.surprisal.model.detect.Forecasting;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.topology.DetectorFixture;
import io.surprisal.topology.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of docs/DEVELOPING.md, compiled and run; the guide's blocks are cut out of it. */
class DevelopingGuideTest {

    @Test
    void embedsTheDetectorInOnesOwnCode() {
        ModelSnapshot model = ModelCodec.fromFile(BundledModel.load());
        Detector detector = new Detector(model, List.of("cpu"), Explain.ALERTS);
        Map<String, SeriesState> states = new HashMap<>();
        int alerts = 0;
        for (int minute = 0; minute < 2_000; minute++) {
            double value = 100 + 10 * StrictMath.sin(minute / 50.0) + StrictMath.sin(minute * 12.9898);
            if (minute == 1_900) {
                value = 400;
            }
            SeriesState state = states.computeIfAbsent("cpu", series -> SeriesState.wrap(detector.newState()));
            Verdict verdict = detector.detect(state, Observation.of(60_000L * minute, value));
            if (verdict.alert()) {
                alerts++;
            }
        }

        byte[] kept = Objects.requireNonNull(states.get("cpu")).bytes();
        SeriesState again = SeriesState.wrap(kept.clone());
        double next = new Forecasting(model, List.of("cpu")).forecast(again, 1).expected(0, 0);

        assertThat(alerts).isEqualTo(1);
        assertThat(next).isBetween(50.0, 450.0);
    }

    @Test
    void triesATopologyWithoutABroker() {
        try (DetectorFixture detector = DetectorFixture.start(Map.of("features", "cpu", "series.key", "host"))) {
            for (int row = 0; row < 300; row++) {
                double cpu = row == 299 ? 5_000 : DetectorFixture.valueOf(row);
                detector.send("", "{\"host\": \"web-1\", \"cpu\": " + cpu + "}", DetectorFixture.timeOf(row));
            }

            assertThat(detector.anomalies()).extracting(Anomaly::getSeries).contains("web-1");
        }
    }

    @Test
    void publishesAModelIntoARunningDetector() {
        ModelSnapshot second = TestModels.seeded(2);
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.readRows("web-1", 0, 100);
            detector.publish(second);
            detector.promote(second, DetectorFixture.timeOf(100));
            detector.readRows("web-1", 100, 101);

            assertThat(detector.lastScore().getModelSha256())
                    .isEqualTo(second.identity().sha256());
        }
    }

    @Test
    void looksAtWhatCouldNotBeRead() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.send("web-1", "{\"value\": \"many\"}", DetectorFixture.timeOf(0));

            assertThat(detector.deadLetters())
                    .extracting(DeadLetter::getCauseClass)
                    .containsExactly("NOT_NUMERIC");
        }
    }

    @Test
    void isWhatTheGuideShows() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "DEVELOPING.md"));
        String source = squeezed(Files.readString(
                Path.of("src", "test", "java", "io", "surprisal", "deploy", "docs", "DevelopingGuideTest.java")));
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(guide);
        int blocks = 0;
        while (block.find()) {
            blocks++;
            assertThat(source).contains(squeezed(block.group(1)));
        }

        assertThat(blocks).isGreaterThanOrEqualTo(3);
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
