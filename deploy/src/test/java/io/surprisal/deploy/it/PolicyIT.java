package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.deploy.cli.Surprisal;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.topology.DetectorApp;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy commands and a running detector. */
class PolicyIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final List<String> SERIES = List.of("web-1", "db-1");
    private static final int PART = 240; // rows
    private static final int SPIKE = 200;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void changesTheAlertsOfARunningDetectorAndOfTheOneAfterIt() throws Exception {
        try (Pipeline pipeline = new Pipeline("policy", folder)) {
            publish(pipeline);
            DetectorApp first = pipeline.start();
            sendPart(pipeline, 0);
            pipeline.scores(SERIES.size() * PART);

            assertThat(policy("set", "web-*", "direction=below", "--from", time(1), "--why", "noise"))
                    .isZero();
            awaitPolicies(first, 1);
            sendPart(pipeline, 1);
            pipeline.scores(2 * SERIES.size() * PART);
            pipeline.stop(first);
            DetectorApp second = pipeline.start();
            sendPart(pipeline, 2);
            pipeline.scores(3 * SERIES.size() * PART);
            assertThat(policy("remove", "web-*", "--from", time(3))).isZero();
            assertThat(policy("set", "web-2", "direction=above")).isZero();
            awaitPolicies(second, 2);
            sendPart(pipeline, 3);
            pipeline.scores(4 * SERIES.size() * PART);

            List<Anomaly> alerts = pipeline.anomalies(6);
            assertThat(spikes(alerts, "db-1")).containsExactly(0, 1, 2, 3);
            assertThat(spikes(alerts, "web-1")).containsExactly(0, 3);
            assertThat(err.toString()).isEmpty();
        }
    }

    @Test
    void tellsWhichPolicyHoldsForASeriesWhenAndWhy() throws Exception {
        new Pipeline("policy-show", folder).close(); // its topics stay

        assertThat(policyOf("policy-show", "set", "*", "score.threshold=0.6", "--from", "beginning"))
                .isZero();
        assertThat(policyOf("policy-show", "set", "web-*", "direction=below", "--from", time(1), "--why", "noise"))
                .isZero();
        assertThat(policyOf("policy-show", "set", "*", "score.threshold=0.6")).isZero();
        assertThat(out.toString()).contains("there already: '*'");

        assertThat(show("web-1", time(2)))
                .contains("policy    web-*", "direction=below", ": noise", "not       *: shorter");
        assertThat(show("web-1", time(0))).contains("policy    *", "score of 0.6", "not       web-*: holds later");
        assertThat(show("db-1", time(2))).contains("policy    *").doesNotContain("web-*");
        assertThat(policyOf("policy-show", "remove", "*")).isZero();
        assertThat(policyOf("policy-show", "remove", "*")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no policy '*' that has not ended");
        assertThat(show("db-1", "now")).contains("policy    none", "not       *: ended");
        assertThat(show("db-1", time(2))).contains("policy    *");
        assertThat(policyOf("policy-show", "remove", "*", "--forget")).isZero();
        assertThat(show("db-1", time(2))).contains("policy    none").doesNotContain("ended");
        assertThat(policyOf("policy-show", "list", "--history")).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("web-*")))
                .hasSize(1);
    }

    @Test
    void refusesToBuildOnARecordThatDetectorsRefuse() throws Exception {
        try (Pipeline pipeline = new Pipeline("policy-broken", folder);
                KafkaProducer<String, ModelsRecord> producer = pipeline.modelsProducer("broken")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                            pipeline.topics().models().name(), "policy/web-*", record(Map.of("mute", "true"))))
                    .get();
            producer.commitTransaction();

            assertThat(policyOf("policy-broken", "set", "web-*", "direction=below"))
                    .isEqualTo(1);
            assertThat(err.toString())
                    .contains("detectors refuse what the topic has for 'web-*'", "'mute'", "--forget");
            assertThat(policyOf("policy-broken", "list")).isZero();
            assertThat(out.toString()).contains("refused policy/web-*: entry 1: setting must be one of");
            assertThat(policyOf("policy-broken", "remove", "web-*", "--forget")).isZero();
            assertThat(policyOf("policy-broken", "set", "web-*", "direction=below"))
                    .isZero();
        }
    }

    @Test
    void losesNoChangeThatIsSaidToBeMadeWhereSeveralAreMadeAtOnce() throws Exception {
        new Pipeline("policy-race", folder).close(); // its topics stay
        ExecutorService people = Executors.newFixedThreadPool(3);
        List<Future<Integer>> codes = new ArrayList<>();
        for (int change = 1; change <= 9; change++) {
            String setting = "min.deviation=" + change;
            codes.add(people.submit(() -> Surprisal.run(
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(err, true),
                    arguments("policy-race", "set", "web-*", setting))));
        }
        int made = 0;
        for (Future<Integer> code : codes) {
            made += code.get() == 0 ? 1 : 0;
        }
        people.shutdown();

        assertThat(policyOf("policy-race", "list", "--history")).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("web-*")))
                .hasSize(made)
                .isNotEmpty();
        assertThat(err.toString().lines())
                .hasSize(9 - made)
                .allMatch(line -> line.contains("another change of policies has taken over"));
    }

    @Test
    void saysThatThereIsNoTopic() {
        assertThat(policyOf("policy-nowhere", "set", "web-*", "direction=below"))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("there is no topic policy-nowhere.models")
                .contains("surprisal setup");
    }

    private static void publish(Pipeline pipeline) {
        pipeline.publisher()
                .publish(
                        TestModels.version("1", 1),
                        PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual()));
    }

    private static ModelsRecord record(Map<String, String> settings) {
        PolicyEntry entry = PolicyEntry.newBuilder()
                .setEpoch(1)
                .setFromEventTime(START)
                .setSettings(settings)
                .setSince(START)
                .build();
        return ModelsRecord.newBuilder()
                .setPolicy(new PolicySchedule(List.of(entry)))
                .build();
    }

    /** A quiet stretch with one spike upwards, each ten times as high as the one before. */
    private static void sendPart(Pipeline pipeline, int part) throws Exception {
        Random random = new Random(part);
        double[] values = new double[PART];
        for (int row = 0; row < PART; row++) {
            values[row] = 100 + 10 * StrictMath.sin(row / 10.0) + random.nextGaussian();
        }
        values[SPIKE] = 500 * StrictMath.pow(10, part);
        pipeline.send(SERIES, START.plus(Duration.ofMinutes((long) part * PART)), values);
    }

    private static String time(int part) {
        return START.plus(Duration.ofMinutes((long) part * PART)).toString();
    }

    /** The parts whose spike was an alert. */
    private static List<Integer> spikes(List<Anomaly> alerts, String series) {
        return alerts.stream()
                .filter(alert -> alert.getSeries().equals(series))
                .map(alert ->
                        (int) Duration.between(START, alert.getEventTime()).toMinutes())
                .filter(row -> row % PART == SPIKE)
                .map(row -> row / PART)
                .sorted()
                .toList();
    }

    /** A change reaches detectors soon after the command has ended. */
    private static void awaitPolicies(DetectorApp app, int patterns) throws Exception {
        Deadline.await(
                () -> patterns + " policies", () -> Metrics.of(app).contains("surprisal_policies " + patterns + ".0"));
    }

    private String show(String series, String time) {
        out.getBuffer().setLength(0);
        assertThat(policyOf("policy-show", "show", series, "--at", time)).isZero();
        return out.toString();
    }

    private int policy(String... arguments) {
        return policyOf("policy", arguments);
    }

    private int policyOf(String pipeline, String... arguments) {
        return Surprisal.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments(pipeline, arguments));
    }

    private static String[] arguments(String pipeline, String... arguments) {
        List<String> all = new ArrayList<>(List.of("policy"));
        all.addAll(List.of(arguments));
        Stream.of(
                        "--bootstrap-servers", SharedBroker.bootstrapServers(),
                        "--schema-registry", "mock://" + pipeline,
                        "--set", "topic.prefix=" + pipeline + ".")
                .forEach(all::add);
        return all.toArray(String[]::new);
    }
}
