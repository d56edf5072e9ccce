package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.Score;
import io.surprisal.avro.ShadowScore;
import io.surprisal.deploy.cli.Surprisal;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.CanaryShare;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.topology.DetectorApp;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a version on a running detector: tried, compared, promoted, explained; and the commands for it. */
class ModelTrialIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final List<String> SERIES = List.of("web-1", "db-1", "db-2");
    private static final int PART = 120; // rows
    private static final int SPIKE = 100;
    private static final ModelFile FIRST = TestModels.version("1", 1);
    private static final ModelFile SECOND = TestModels.version("2", 2);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void triesAVersionPromotesItAndExplainsItsAlertsWhenTheVersionIsGoneFromTheTopic() throws Exception {
        try (Pipeline pipeline = new Pipeline("trial", folder)) {
            publish(pipeline, FIRST, AliasName.CHAMPION, Instant.EPOCH);
            DetectorApp app = pipeline.start();
            sendPart(pipeline, 0);
            pipeline.scores(SERIES.size() * PART);
            assertThat(run("trial", "models", "compare")).isEqualTo(1);
            assertThat(err.toString()).contains("nothing to compare", "trial.shadow-scores");

            publish(pipeline, SECOND, AliasName.CHALLENGER, time(1, 0));
            awaitMetric(app, "surprisal_model_changes_total", 4);
            sendPart(pipeline, 1);
            List<ShadowScore> shadow = pipeline.shadowScores(SERIES.size() * PART);
            assertThat(shadow)
                    .allMatch(each -> each.getChampion().getModelVersion().equals("1")
                            && each.getChallenger().getModelVersion().equals("2"));
            assertThat(run("trial", "models", "compare", TestModels.NAME, "--max-alert-ratio", "5"))
                    .isZero();
            assertThat(out.toString())
                    .contains("champion    1", "challenger  2", "360 scored by both", "rows at 1 in 1,000");

            publish(pipeline, SECOND, AliasName.CHAMPION, time(2, 0));
            awaitMetric(app, "surprisal_model_alias_epoch", 2);
            sendPart(pipeline, 2);
            List<Score> scores = pipeline.scores(3 * SERIES.size() * PART);
            assertThat(scores.stream().filter(each -> !each.getEventTime().isBefore(time(2, 0))))
                    .allMatch(each -> each.getModelVersion().equals("2"));
            assertThat(metric(app, "surprisal_shadow_adoptions_total")).isEqualTo(SERIES.size());
            assertThat(pipeline.shadowScores(0)).hasSize(SERIES.size() * PART);

            explains(pipeline);
        }
    }

    /** Every alert, of both versions; then one whose version is gone, and what never was an alert. */
    private void explains(Pipeline pipeline) throws Exception {
        List<Anomaly> alerts = pipeline.anomalies(3 * SERIES.size());
        assertThat(alerts).extracting(Anomaly::getModelVersion).contains("1", "2");
        for (Anomaly alert : alerts) {
            assertThat(run("trial", "explain", alert.getAlertId())).isZero();
            assertThat(out.toString())
                    .contains("score       " + alert.getScore() + ",", "reproduced  yes, bit for bit");
        }
        String ofFirst = alerts.stream()
                .filter(each -> each.getModelVersion().equals("1"))
                .map(Anomaly::getAlertId)
                .findFirst()
                .orElseThrow();
        assertThat(run("trial", "replay", "--alert", ofFirst, "--through", "default/2"))
                .isZero();
        assertThat(out.toString()).contains("replayed  score").doesNotContain("the same  no");
        replays();

        delete(pipeline, new ModelsTopicKey.Manifest(TestModels.NAME, "1").format());
        assertThat(run("trial", "explain", ofFirst)).isEqualTo(1);
        assertThat(err.toString()).contains("version 1 of default", "which is gone", "--model FILE");
        Path kept = folder.resolve("kept.avro");
        ModelFiles.write(FIRST, kept);
        assertThat(run("trial", "replay", "--alert", ofFirst, "--model", kept.toString()))
                .isZero();
        assertThat(out.toString()).contains("the same  bit for bit");
        assertThat(run("trial", "explain", "trial.observations-0-0")).isEqualTo(1);
        assertThat(err.toString()).contains("no evidence of the alert 'trial.observations-0-0'");
        assertThat(run("trial", "explain")).isEqualTo(2);
    }

    /** The range before any challenger, through the version that scored it: the same alerts. */
    private void replays() {
        assertThat(run(
                        "trial",
                        "replay",
                        "--through",
                        "default/1",
                        "--until",
                        time(2, 0).toString(),
                        "--set",
                        "features=value=values.value"))
                .isZero();
        assertThat(out.toString())
                .contains("both")
                .doesNotContain("only raised")
                .doesNotContain("only replayed");
        assertThat(run("trial", "replay", "--through", "default/1", "--set", "features=cpu=values.cpu"))
                .isZero();
        assertThat(run("trial", "replay", "--since", "beginning")).isEqualTo(2);
        assertThat(err.toString()).contains("which version?");
    }

    @Test
    void givesAShareOfTheSeriesToACanaryAndOthersToAnotherModelByARoute() throws Exception {
        List<String> series =
                IntStream.range(0, 30).mapToObj(number -> "web-" + number).toList();
        try (Pipeline pipeline = new Pipeline("canary", folder)) {
            publish(pipeline, FIRST, AliasName.CHAMPION, Instant.EPOCH);
            pipeline.publisher().publish(SECOND, PublishOptions.weightsOnly());
            DetectorApp app = pipeline.start();
            assertThat(run(
                            "canary",
                            "models",
                            "promote",
                            "default/2",
                            "--canary",
                            "30",
                            "--from",
                            "beginning",
                            "--force",
                            "--why",
                            "a trial"))
                    .isZero();
            assertThat(run("canary", "models", "list")).isZero();
            assertThat(out.toString()).contains("champion from 1970-01-01T00:00:00Z for 30 % of the series");
            assertThat(run("canary", "models", "promote", "default/2", "--canary", "0"))
                    .isEqualTo(2);
            awaitMetric(app, "surprisal_model_alias_epoch", 2);
            pipeline.send(series, START, 1, 2);

            assertThat(pipeline.scores(2 * series.size()))
                    .allMatch(
                            score -> score.getModelVersion().equals(CanaryShare.has(30, score.getSeries()) ? "2" : "1"))
                    .extracting(Score::getModelVersion)
                    .contains("1", "2");

            assertThat(run("canary", "route", "set", "web-1", "other")).isEqualTo(1);
            assertThat(err.toString()).contains("'other' has no champion");
            assertThat(run("canary", "route", "set", "web-*", "default", "--from", "beginning", "--why", "all of it"))
                    .isZero();
            awaitMetric(app, "surprisal_routes", 1);
            assertThat(run("canary", "route", "list")).isZero();
            assertThat(out.toString()).contains("web-*", "default  (since", ": all of it");
            assertThat(run("canary", "route", "show", "web-1", "--at", START.toString()))
                    .isZero();
            assertThat(out.toString()).contains("route       web-*", "above 91.04 %", "champion    1 ");
            assertThat(run("canary", "route", "remove", "web-*")).isZero();
            assertThat(run("canary", "route", "remove", "web-*")).isEqualTo(1);
            assertThat(run("canary", "route", "remove", "web-*", "--forget")).isZero();
            awaitMetric(app, "surprisal_routes", 0);
            assertThat(run("canary", "route", "set", "web-*")).isEqualTo(2);
        }
    }

    private static void publish(Pipeline pipeline, ModelFile file, AliasName alias, Instant from) {
        pipeline.publisher().publish(file, PublishOptions.weightsOnly().as(alias, Activation.at(from)));
    }

    /** Rows around 100 with a spike in each part. */
    private static void sendPart(Pipeline pipeline, int part) throws Exception {
        Random random = new Random(part);
        double[] rows = new double[PART];
        for (int row = 0; row < PART; row++) {
            rows[row] = 100 + random.nextGaussian() + (row == SPIKE ? 50 * (part + 1) : 0);
        }
        pipeline.send(SERIES, time(part, 0), rows);
    }

    private static Instant time(int part, int row) {
        return START.plus(Duration.ofMinutes((long) part * PART + row));
    }

    private static void delete(Pipeline pipeline, String key) throws Exception {
        write(pipeline, key, null);
    }

    private static void write(Pipeline pipeline, String key, @Nullable ModelsRecord value) throws Exception {
        try (KafkaProducer<String, ModelsRecord> producer = pipeline.modelsProducer("trial-" + System.nanoTime())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(pipeline.topics().models().name(), key, value))
                    .get();
            producer.commitTransaction();
        }
    }

    private int run(String name, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--bootstrap-servers",
                SharedBroker.bootstrapServers(),
                "--schema-registry",
                "mock://" + name,
                "--set",
                "topic.prefix=" + name + "."));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Surprisal.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    private static void awaitMetric(DetectorApp app, String name, double value) throws Exception {
        Deadline.await(
                () -> name + " " + value, () -> metric(app, name) >= value && (value > 0 || metric(app, name) == 0));
    }

    private static double metric(DetectorApp app, String name) throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + app.address().getPort() + "/metrics");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return body.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
