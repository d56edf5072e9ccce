package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.Score;
import io.surprisal.deploy.cli.Surprisal;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.topology.DetectorApp;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's life by the commands that a user has, beside a running detector. */
class ModelLifeCycleIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Instant DAY_2 = START.plus(Duration.ofDays(1));
    private static final Instant DAY_3 = START.plus(Duration.ofDays(2));
    private static final List<String> SERIES = List.of("a", "b");
    private static final double[] ROWS = {1, 2, 3, 4};
    private static final int ALL = SERIES.size() * ROWS.length;

    @TempDir
    private Path folder;

    @Test
    void promotesAndRollsBackWithoutARestartAndOldEventsFindTheirVersion() throws Exception {
        Cli cli = new Cli("life");
        try (Pipeline pipeline = new Pipeline("life", folder.resolve("state"))) {
            assertThat(cli.run("publish", file("1", 1)).out()).contains("it is champion for events from 1970");
            assertThat(cli.run("publish", file("2", 2), "--as", "challenger").code())
                    .isZero();
            pipeline.start();
            pipeline.send(List.of("a"), START, ROWS);
            pipeline.scores(ROWS.length);

            Cli.Result promoted =
                    cli.run("models", "promote", "--from", DAY_2.toString(), "--force", "--why", "measured elsewhere");
            Cli.Result back = cli.run("models", "rollback", "--from", DAY_3.toString(), "--why", "too loud");
            Cli.Result further = cli.run("models", "rollback");
            pipeline.send(List.of("a"), DAY_2, ROWS);
            pipeline.send(List.of("a"), DAY_3, ROWS);
            pipeline.scores(3 * ROWS.length);
            pipeline.send(List.of("b"), START, ROWS);
            pipeline.send(List.of("b"), DAY_2, ROWS);

            assertThat(promoted.out()).contains("default/2 is champion for events from " + DAY_2);
            assertThat(back.out()).contains("default/1 is champion for events from " + DAY_3);
            assertThat(further.code()).isEqualTo(1);
            assertThat(further.err()).contains("no version before the present one");
            assertThat(versionsByTime(pipeline.scores(5 * ROWS.length)))
                    .isEqualTo(Map.of(START, "1", DAY_2, "2", DAY_3, "1"));
            assertThat(cli.run("models", "show", "default/2").out())
                    .contains("champion from event time " + DAY_2)
                    .contains("measured elsewhere (forced, the gate did not run)");
        }
    }

    @Test
    void letsNoChampionBeReplacedWithoutGateOrReason() throws Exception {
        Cli cli = new Cli("life-gate");
        new Pipeline("life-gate", folder.resolve("state")).close(); // its topics stay
        String two = file("2", 2);
        assertThat(cli.run("publish", file("1", 1)).code()).isZero();

        Cli.Result without = cli.run("publish", two);
        Cli.Result unreasoned = cli.run("publish", two, "--force");
        Cli.Result tooShort = cli.run("publish", two, "--gate-data", folder.toString());
        Cli.Result forced = cli.run("publish", two, "--force", "--why", "no history yet");

        assertThat(without.code()).isEqualTo(1);
        assertThat(without.err()).contains("the gate did not run, so the champion stays", "--gate-data DIR");
        assertThat(unreasoned.code()).isEqualTo(2);
        assertThat(unreasoned.err()).contains("--force needs the reason: --why TEXT");
        assertThat(tooShort.code()).isEqualTo(1);
        assertThat(forced.code()).isZero();
        assertThat(cli.run("models", "list").out().lines().filter(line -> line.contains("champion")))
                .hasSize(1)
                .allMatch(line -> line.contains("  2  "));
    }

    @Test
    void neverChangesAVersionOnceItIsThere() throws Exception {
        Cli cli = new Cli("life-immutable");
        new Pipeline("life-immutable", folder.resolve("state")).close(); // its topics stay
        String first = file("1", 1);
        assertThat(cli.run("publish", first).code()).isZero();

        assertThat(cli.run("publish", first).out()).startsWith("there already: default/1");
        assertThat(cli.run("publish", file("1", 7), "--as", "none").err())
                .contains("version 1 of default is there already with other weights");
        assertThat(cli.run("publish", retold("1", 1), "--as", "none").err())
                .contains("version 1 of default is there already with the same weights and another provenance");
    }

    @Test
    void removesWhatNoAliasNamesAndVerifiesTheRest() throws Exception {
        Cli cli = new Cli("life-gc");
        try (Pipeline pipeline = new Pipeline("life-gc", folder.resolve("state"))) {
            cli.run("publish", file("1", 1));
            cli.run("publish", file("2", 2), "--as", "none", "--chunk-size", "300");
            cli.run("publish", file("3", 3), "--force", "--why", "test", "--from", DAY_2.toString());

            Cli.Result dry = cli.run("models", "gc", "--dry-run");
            Cli.Result whole = cli.run("models", "verify");
            Cli.Result cleaned = cli.run("models", "gc");
            Cli.Result again = cli.run("models", "gc");

            assertThat(dry.out()).contains("would remove default/2").doesNotContain("default/1", "default/3");
            assertThat(whole.out()).contains("sound: 3 versions, 1 aliases");
            assertThat(cleaned.out()).contains("removed default/2", "removed 1 versions");
            assertThat(again.out()).isEqualToIgnoringNewLines("removed 0 versions, 0 chunks of weights");
            assertThat(cli.run("models", "verify").out()).contains("sound: 2 versions, 1 aliases");
            pipeline.start();
            pipeline.send(SERIES, START, ROWS);
            pipeline.send(SERIES, DAY_2, ROWS);
            assertThat(versionsByTime(pipeline.scores(2 * ALL))).isEqualTo(Map.of(START, "1", DAY_2, "3"));
        }
    }

    @Test
    void refusesVersionsThatTheRequiredKeyHasNotSignedAndCountsThem() throws Exception {
        Cli cli = new Cli("life-signed");
        String key = folder.resolve("release.pem").toString();
        Cli.Result made = keygen(key);
        try (Pipeline pipeline = new Pipeline("life-signed", folder.resolve("state"))) {
            cli.run("publish", file("1", 1), "--sign-key", key);
            DetectorApp app =
                    pipeline.with("model.signature.keys", key + ".pub").start();
            cli.run("publish", file("2", 2), "--force", "--why", "test", "--from", DAY_2.toString());
            Deadline.await(() -> "a refusal", () -> Metrics.of(app).contains("surprisal_models_refused_total 1.0"));
            pipeline.send(SERIES, DAY_2, ROWS);
            List<Score> unsigned = pipeline.scores(ALL);
            Cli.Result unsound = cli.run("models", "verify", "--key", key + ".pub");

            cli.run("publish", file("2", 2), "--sign-key", key);
            Deadline.await(
                    () -> "a sound topic",
                    () -> cli.run("models", "verify", "--key", key + ".pub").code() == 0);
            pipeline.send(SERIES, DAY_3, ROWS);

            assertThat(made.out()).contains("model.signature.keys=MCowBQYDK2VwAyEA");
            assertThat(versionsByTime(unsigned)).isEqualTo(Map.of(DAY_2, "1"));
            assertThat(unsound.code()).isEqualTo(1);
            assertThat(unsound.out())
                    .contains("wrong: manifest/default/2: it must be signed by one of the keys", "it is not signed")
                    .contains("wrong: alias/default/champion: epoch 2 names version 2");
            Deadline.await(
                    () -> "version 2",
                    () -> versionsByTime(pipeline.scores(2 * ALL)).equals(Map.of(DAY_2, "1", DAY_3, "2")));
        }
    }

    @Test
    void trainsAndPublishesInOneCommandAndSaysWhenNothingNewWasLearnt() throws Exception {
        Cli cli = new Cli("life-retrain");
        new Pipeline("life-retrain", folder.resolve("state")).close(); // its topics stay
        cli.run("publish", file("1", 1));
        String[] recalibrate = {
            "train", "--recalibrate", "champion", "--publish", "challenger", "--synthetic", "10", "--per-set", "10"
        };

        Cli.Result first = cli.run(recalibrate);
        Cli.Result again = cli.run(recalibrate);

        assertThat(first.err()).isEmpty();
        assertThat(first.out().lines().reduce((one, last) -> last))
                .hasValueSatisfying(
                        last -> assertThat(last).matches("published default/\\w+, challenger for events.*"));
        assertThat(again.out()).contains("nothing new was learnt: default/", " is challenger already");
        assertThat(cli.run("models", "list").out().lines().filter(line -> line.startsWith("default")))
                .hasSize(2);
    }

    @Test
    void saysInWhatTwoVersionsDiffer() throws Exception {
        Cli.Result difference = new Cli("life-diff").run("models", "diff", file("1", 1), file("2", 2));
        Cli.Result same = new Cli("life-diff").run("models", "diff", file("1", 1), retold("1", 1));

        assertThat(difference.code()).isZero();
        assertThat(difference.out()).contains("network: the same", "calibration: the same", "tensor", "norm a");
        assertThat(same.out()).contains("the same weights, byte for byte", "provenance", "somebody else");
    }

    private static Cli.Result keygen(String file) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        int code = Surprisal.run(writer, writer, "models", "keygen", file);
        return new Cli.Result(code, out.toString(), "");
    }

    private String file(String version, long seed) throws IOException {
        Path file = folder.resolve("model-" + version + "-" + seed + ".avro");
        ModelFiles.write(TestModels.version(version, seed), file);
        return file.toString();
    }

    /** The same version with another story. */
    private String retold(String version, long seed) throws IOException {
        ModelFile model = TestModels.version(version, seed);
        model.getManifest().getProvenance().setWho("somebody else");
        Path file = folder.resolve("retold.avro");
        ModelFiles.write(model, file);
        return file.toString();
    }

    /** The version that scored each of the stretches, which all have a version of their own. */
    private static Map<Instant, String> versionsByTime(List<Score> scores) {
        return scores.stream()
                .collect(Collectors.toMap(
                        score -> score.getEventTime().truncatedTo(ChronoUnit.DAYS),
                        Score::getModelVersion,
                        (one, other) -> one.equals(other) ? one : one + " and " + other));
    }
}
