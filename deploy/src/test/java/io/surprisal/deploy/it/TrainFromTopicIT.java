package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.ShadowScore;
import io.surprisal.avro.VerdictKind;
import io.surprisal.schemas.models.ModelFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one command of a schedule: from the rows of a topic, by PyTorch, to a challenger that a running detector tries. */
class TrainFromTopicIT {

    private static final String NAME = "train-topic";
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final List<String> SERIES = List.of("web-1", "db-1");
    private static final int OLD_ROWS = 100;
    private static final int ROWS = 1_200;
    private static final int LATER_ROWS = 100;
    private static final Pattern PUBLISHED =
            Pattern.compile("published default/(\\w+), challenger for events.*the gate did not run");

    @TempDir
    private Path folder;

    @Test
    void trainsOnTheTopicPublishesAndIsTriedByTheRunningDetector() throws Exception {
        Cli cli = new Cli(NAME);
        Path champion = folder.resolve("champion.avro");
        ModelFiles.write(TestModels.version("1", 1), champion);
        try (Pipeline pipeline = new Pipeline(NAME, folder.resolve("state"))) {
            cli.run("publish", champion.toString());
            pipeline.send(SERIES, START, rows(OLD_ROWS, 1));
            Instant since = START.plus(Duration.ofDays(1));
            pipeline.send(SERIES, since, rows(ROWS, 2));
            pipeline.start();
            pipeline.scores(SERIES.size() * (OLD_ROWS + ROWS));

            Cli.Result trained = cli.run(
                    "train",
                    "--from-topic",
                    pipeline.topics().observations().name(),
                    "--since",
                    since.toString(),
                    "--set",
                    "features=value=values.value",
                    "--publish",
                    "challenger",
                    "--cell",
                    "gru",
                    "--hidden",
                    "4",
                    "--synthetic",
                    "4",
                    "--per-set",
                    "4",
                    "--epochs",
                    "1");

            assertThat(trained.err()).isEmpty();
            assertThat(trained.code()).isZero();
            String version = version(trained.out());
            assertThat(cli.run("models", "show", "default/" + version).out())
                    .contains("gru, layers 1, hidden units 4")
                    .contains("2 series, " + SERIES.size() * ROWS + " rows", "1 epochs", "train --from-topic");
            pipeline.send(SERIES, since.plus(Duration.ofDays(1)), rows(LATER_ROWS, 3));
            List<ShadowScore> tried = pipeline.shadowScores(1);
            Deadline.await(() -> "a score of " + version, () -> isScored(pipeline.shadowScores(1)));
            assertThat(tried)
                    .allMatch(each -> each.getChampion().getModelVersion().equals("1"))
                    .allMatch(each -> each.getChallenger().getModelVersion().equals(version));
        }
    }

    private static boolean isScored(List<ShadowScore> tried) {
        return tried.stream().anyMatch(each -> each.getChallenger().getVerdict() == VerdictKind.SCORED);
    }

    private static String version(String out) {
        String last = out.lines().reduce((one, other) -> other).orElse("");
        Matcher published = PUBLISHED.matcher(last);
        assertThat(published.matches()).as(last).isTrue();
        return published.group(1);
    }

    /** A wave with noise, as a service's load has it. */
    private static double[] rows(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToDouble(row -> 100 + 10 * StrictMath.sin(row / 30.0) + random.nextGaussian())
                .toArray();
    }
}
