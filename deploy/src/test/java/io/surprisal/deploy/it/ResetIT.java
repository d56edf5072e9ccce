package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Score;
import io.surprisal.avro.VerdictKind;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.topology.DetectorApp;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the input again. */
class ResetIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final List<String> SERIES = List.of("a", "b", "c");
    private static final int ROWS = 120;

    @TempDir
    private Path folder;

    @Test
    void givesTheSameScoresAsTheFirstTime() throws Exception {
        try (Pipeline pipeline = new Pipeline("reset-again", folder)) {
            DetectorApp first = begin(pipeline);
            List<Score> before = pipeline.scores(SERIES.size() * ROWS);
            Cli.Result refused = reset("reset-again", "--execute");
            pipeline.stop(first);

            Cli.Result planned = reset("reset-again");
            boolean stillThere = Files.exists(folder.resolve("reset-again")) && internalTopics("reset-again") > 0;
            Cli.Result done = reset("reset-again", "--execute");
            boolean gone = !Files.exists(folder.resolve("reset-again")) && internalTopics("reset-again") == 0;
            pipeline.start();
            List<Score> all = pipeline.scores(2 * SERIES.size() * ROWS);

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("instances of reset-again run");
            assertThat(planned.code()).isZero();
            assertThat(planned.out())
                    .contains("group reset-again reads reset-again.observations from the earliest record")
                    .contains("delete topic reset-again-series-state-changelog")
                    .contains("Nothing was done");
            assertThat(stillThere).isTrue();
            assertThat(done.code()).isZero();
            assertThat(gone).isTrue();
            assertThat(all).hasSize(2 * before.size());
            assertThat(lines(all)).isEqualTo(lines(twice(before)));
        }
    }

    @Test
    void skipsABacklogAndRemembersTheSeries() throws Exception {
        try (Pipeline pipeline = new Pipeline("reset-skip", folder)) {
            pipeline.stop(begin(pipeline));
            int before = pipeline.scores(SERIES.size() * ROWS).size();
            pipeline.send(SERIES, START.plusSeconds(60L * ROWS), 1, 2, 3);

            Cli.Result done = reset("reset-skip", "--to-latest", "--keep-state", "--execute");
            pipeline.start();
            pipeline.send(SERIES, START.plusSeconds(60L * (ROWS + 3)), 100);
            List<Score> all = pipeline.scores(before + SERIES.size());

            assertThat(done.code()).isZero();
            assertThat(all).hasSize(before + SERIES.size());
            // Not warming up: the series are known.
            assertThat(all)
                    .filteredOn(score -> score.getEventTime().equals(START.plusSeconds(60L * (ROWS + 3))))
                    .hasSize(SERIES.size())
                    .extracting(Score::getVerdict)
                    .containsOnly(VerdictKind.SCORED);
        }
    }

    private static DetectorApp begin(Pipeline pipeline) throws Exception {
        pipeline.publisher()
                .publish(
                        TestModels.version("1", 1),
                        PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual()));
        DetectorApp app = pipeline.start();
        Random random = new Random(3);
        pipeline.send(
                SERIES,
                START,
                random.doubles(ROWS).map(value -> 100 + 5 * value).toArray());
        pipeline.scores(SERIES.size() * ROWS);
        return app;
    }

    private Cli.Result reset(String pipeline, String... options) {
        List<String> arguments = new ArrayList<>(List.of("reset"));
        arguments.addAll(List.of(options));
        Stream.of("application.id=" + pipeline, "state.dir=" + folder, "features=value=values.value")
                .forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return new Cli(pipeline).run(arguments.toArray(String[]::new));
    }

    private static long internalTopics(String application) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SharedBroker.bootstrapServers()))) {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(application + "-") && name.endsWith("-changelog"))
                    .count();
        }
    }

    private static List<Score> twice(List<Score> scores) {
        List<Score> all = new ArrayList<>(scores);
        all.addAll(scores);
        return all;
    }

    private static List<String> lines(List<Score> scores) {
        return scores.stream()
                .sorted(Comparator.comparing(Score::getSeries).thenComparing(Score::getEventTime))
                .map(Score::toString)
                .toList();
    }
}
