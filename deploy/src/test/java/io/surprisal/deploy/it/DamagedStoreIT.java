package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.Score;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.topology.DetectorApp;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that gives back other bytes than were written: scores stay as they were, and a restart heals it. */
class DamagedStoreIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final List<String> SERIES =
            IntStream.range(0, 40).mapToObj(number -> "series-" + number).toList();
    private static final int ROWS = 60;

    private static List<String> undisturbed = List.of();

    @TempDir
    private Path folder;

    /** What is wrong with the files of the stores. */
    private enum Damage {
        /** The tables have other bytes from their beginning on: found where the store is opened. */
        TABLES(".sst") {
            @Override
            void to(Path file) throws IOException {
                flip(file, 100);
            }
        },
        /** Only the data of large tables has other bytes: found where a series is read. */
        DATA(".sst") {
            @Override
            void to(Path file) throws IOException {
                if (Files.size(file) > LARGE) {
                    flip(file, 100);
                }
            }
        },
        /** The tables are gone. */
        NO_TABLES(".sst") {
            @Override
            void to(Path file) throws IOException {
                Files.delete(file);
            }
        },
        /** The list of tables has other bytes. */
        LIST("MANIFEST-") {
            @Override
            void to(Path file) throws IOException {
                flip(file, (int) Files.size(file) / 2);
            }
        };

        private static final int LARGE = 20_000;
        private static final int FLIP_EVERY = 997;

        private final String name;

        Damage(String name) {
            this.name = name;
        }

        abstract void to(Path file) throws IOException;

        static void flip(Path file, int from) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = from; i < Math.max(from + 1, bytes.length / 2); i += FLIP_EVERY) {
                bytes[i] ^= 0x5a;
            }
            Files.write(file, bytes);
        }

        void in(Path folder) throws IOException {
            try (Stream<Path> paths = Files.walk(folder)) {
                List<Path> files = paths.filter(
                                path -> path.getFileName().toString().contains(name))
                        .toList();
                assertThat(files).isNotEmpty();
                for (Path file : files) {
                    to(file);
                }
            }
        }
    }

    @BeforeAll
    static void scoreUndisturbed(@TempDir Path elsewhere) throws Exception {
        try (Pipeline pipeline = new Pipeline("damaged-none", elsewhere)) {
            publish(pipeline);
            pipeline.start();
            send(pipeline, 0);
            send(pipeline, 1);
            undisturbed = lines(pipeline.scores(2 * SERIES.size() * ROWS));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Damage.class)
    void givesTheSameScoresAfterOneRestartAtMost(Damage damage) throws Exception {
        String name = damage.name().toLowerCase(Locale.ROOT);
        List<Score> damaged;
        Path state = folder.resolve("state");
        // One that ends by itself does not leave the group: its successor waits for the end of its session.
        try (Pipeline pipeline =
                new Pipeline("damaged-" + name, state).with("streams.consumer.session.timeout.ms", "6000")) {
            publish(pipeline);
            DetectorApp first = pipeline.start();
            send(pipeline, 0);
            pipeline.scores(SERIES.size() * ROWS);
            pipeline.stop(first);
            damage.in(state);
            send(pipeline, 1);
            DetectorApp second = pipeline.start();
            CompletableFuture<List<Score>> all = scores(pipeline, undisturbed.size());
            Deadline.await(() -> "the end, or all scores", () -> hasEnded(second) || all.isDone());
            if (hasEnded(second)) {
                assertThatThrownBy(second::join).hasMessageContaining("the next start restores them");
                pipeline.stop(second);
                pipeline.start();
            }
            damaged = all.join();
        }

        assertThat(lines(damaged)).isEqualTo(undisturbed);
    }

    private static CompletableFuture<List<Score>> scores(Pipeline pipeline, int count) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return pipeline.scores(count);
            } catch (Exception failure) {
                throw new CompletionException(failure);
            }
        });
    }

    private static boolean hasEnded(DetectorApp app) {
        return "ERROR".equals(app.ready().details().get("streams"));
    }

    private static void send(Pipeline pipeline, int part) throws Exception {
        pipeline.send(SERIES, START.plus(Duration.ofMinutes((long) part * ROWS)), values(part));
    }

    private static List<String> lines(List<Score> scores) {
        return scores.stream()
                .sorted(Comparator.comparing(Score::getSeries).thenComparing(Score::getEventTime))
                .map(Score::toString)
                .toList();
    }

    private static void publish(Pipeline pipeline) {
        pipeline.publisher()
                .publish(
                        TestModels.version("1", 1),
                        PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual()));
    }

    private static double[] values(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, ROWS)
                .mapToDouble(row -> 100 + random.nextGaussian())
                .toArray();
    }
}
