package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Direction;
import io.surprisal.avro.Score;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.topology.DetectorApp;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From observation to alert, and what a stop in the middle changes: nothing. */
class DetectionIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final List<String> SERIES = List.of("a", "b", "c", "d", "e");
    private static final int ROWS = 240;

    @TempDir
    private Path folder;

    @Test
    void turnsASpikeIntoAnAlertThatSaysWhatWasExpected() throws Exception {
        double[] values = steady(ROWS, 1);
        values[ROWS - 1] = 500;

        try (Pipeline pipeline = new Pipeline("spike", folder)) {
            publish(pipeline, "1", 1);
            pipeline.start();
            pipeline.send(List.of("host-1"), START, values);

            List<Anomaly> anomalies = pipeline.anomalies(1);
            Anomaly last = anomalies.get(anomalies.size() - 1);
            assertThat(last.getSeries()).isEqualTo("host-1");
            assertThat(last.getEventTime()).isEqualTo(START.plus(Duration.ofMinutes(ROWS - 1)));
            assertThat(last.getScore()).isGreaterThanOrEqualTo(0.5);
            assertThat(last.getDirection()).isEqualTo(Direction.ABOVE);
            assertThat(last.getModelVersion()).isEqualTo("1");
            assertThat(last.getFeatures()).singleElement().satisfies(reading -> {
                assertThat(reading.getObserved()).isEqualTo(500);
                assertThat(reading.getExpected()).isBetween(0.0, 300.0);
            });
        }
    }

    @ParameterizedTest(name = "the store on disk is lost: {0}")
    @ValueSource(booleans = {false, true})
    void givesTheSameScoresWhenItIsStoppedInTheMiddle(boolean storeIsLost) throws Exception {
        double[] values = steady(ROWS, 2);
        List<Score> undisturbed;
        try (Pipeline pipeline = new Pipeline("undisturbed-" + storeIsLost, folder.resolve("undisturbed"))) {
            publish(pipeline, "1", 1);
            pipeline.start();
            pipeline.send(SERIES, START, values);
            undisturbed = pipeline.scores(SERIES.size() * ROWS);
        }
        List<Score> disturbed;
        try (Pipeline pipeline = new Pipeline("disturbed-" + storeIsLost, folder.resolve("disturbed"))) {
            publish(pipeline, "1", 1);
            pipeline.send(SERIES, START, values);
            DetectorApp first = pipeline.start();
            pipeline.scores(SERIES.size());
            pipeline.stop(first);
            if (storeIsLost) {
                Utils.delete(folder.resolve("disturbed").toFile());
            }
            pipeline.start();
            disturbed = pipeline.scores(SERIES.size() * ROWS);
        }

        assertThat(lines(disturbed)).isEqualTo(lines(undisturbed));
    }

    private static void publish(Pipeline pipeline, String version, long seed) {
        pipeline.publisher()
                .publish(
                        TestModels.version(version, seed),
                        PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual()));
    }

    /** Everything that is said of each observation, series by series; each observation once. */
    private static List<String> lines(List<Score> scores) {
        return scores.stream()
                .sorted(Comparator.comparing(Score::getSeries).thenComparing(Score::getEventTime))
                .map(Score::toString)
                .toList();
    }

    private static double[] steady(int rows, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, rows)
                .mapToDouble(row -> 100 + 10 * StrictMath.sin(row / 10.0) + random.nextGaussian())
                .toArray();
    }
}
