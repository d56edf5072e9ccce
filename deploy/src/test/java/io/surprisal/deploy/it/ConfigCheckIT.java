package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.schemas.models.AliasName;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of settings before a detector is started with them. */
class ConfigCheckIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void findsNothingWrongWhereADetectorWouldWork() throws Exception {
        try (Pipeline pipeline = new Pipeline("check-well", folder)) {
            publish(pipeline);
            pipeline.send(List.of("a", "b"), START, 1, 2, 3);

            Cli.Result result = check("check-well", "features=value=values.value");

            assertThat(result.out())
                    .contains("ok       topic check-well.observations: 2 partitions")
                    .contains("ok       schema check-well.anomalies-value")
                    .contains("ok       models: champion of default is default/1")
                    .contains("ok       input: 6 of 6 records can be read")
                    .contains("at 2026-01-05T00:02:00Z, value=3.0")
                    .contains("faults: 0, warnings: 0");
            assertThat(result.code()).isZero();
        }
    }

    @Test
    void saysWhichFieldOfTheRecordsIsNotThere() throws Exception {
        try (Pipeline pipeline = new Pipeline("check-fields", folder)) {
            publish(pipeline);
            pipeline.send(List.of("a"), START, 1, 2, 3);

            Cli.Result result = check("check-fields", "features=values.value", "series.key=host");

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out())
                    .contains("FAULT    input: 0 of 3 records can be read")
                    .contains("host must hold the series key");
        }
    }

    @Test
    void tellsAllThatIsMissingAtOnce() throws Exception {
        Cli.Result result = check("check-nothing", "features=value");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("FAULT    topic check-nothing.observations: is missing; 'surprisal setup' creates it")
                .contains("FAULT    topic check-nothing.models: is missing")
                .contains("FAULT    schema check-nothing.anomalies-value: is missing");
    }

    @Test
    void saysThatNothingWouldBeScoredWithoutAModel() throws Exception {
        try (Pipeline pipeline = new Pipeline("check-model", folder)) {
            Cli.Result result = check("check-model", "features=value=values.value");

            assertThat(pipeline.topics().models().name()).isEqualTo("check-model.models");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out())
                    .contains("FAULT    models: the topic names no champion of default, and model.fallback=none")
                    .contains("warning  input: there is no record to try the settings on");
        }
    }

    @Test
    void namesAChangelogOfATimeWhenTheInputHadOtherPartitions() throws Exception {
        try (Pipeline pipeline = new Pipeline("check-partitions", folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", SharedBroker.bootstrapServers()))) {
            publish(pipeline);
            admin.createTopics(List.of(new NewTopic("check-partitions-series-state-changelog", 3, (short) 1)))
                    .all()
                    .get();

            Cli.Result result = check("check-partitions", "features=value=values.value");

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out())
                    .contains("FAULT    internal topic check-partitions-series-state-changelog: has 3 partitions,"
                            + " check-partitions.observations has 2");
        }
    }

    @Test
    void endsWithWrongUseWhereTheSettingsAreWrongByThemselves() {
        Cli.Result result = check("check-wrong", "features=value", "threads=many", "input.format=xml");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("threads: \"many\"").contains("input.format: \"xml\"");
    }

    private Cli.Result check(String pipeline, String... settings) {
        List<String> arguments = Stream.concat(
                        Stream.of("config", "check"),
                        Stream.concat(
                                        Stream.of(settings),
                                        Stream.of(
                                                "application.id=" + pipeline,
                                                "state.dir=" + folder,
                                                "topic.partitions=2"))
                                .flatMap(each -> Stream.of("--set", each)))
                .toList();
        return new Cli(pipeline).run(arguments.toArray(String[]::new));
    }

    private static void publish(Pipeline pipeline) {
        pipeline.publisher()
                .publish(
                        TestModels.version("1", 1),
                        PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual()));
    }
}
