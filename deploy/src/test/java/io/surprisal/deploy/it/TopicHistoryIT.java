package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.deploy.cli.Surprisal;
import io.surprisal.deploy.history.TopicHistory;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What training learns from a topic. */
class TopicHistoryIT {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void readsValuesAsTheyAre() throws Exception {
        assertThat(values("history-gauge", Map.of(), 10, 20, 5)).containsExactly(10.0, 20.0, 5.0);
    }

    @Test
    void readsTheGrowthOfACounterAsTheDetectorDoes() throws Exception {
        // One row a minute; the fourth reading is a reset, the infinite one is rejected.
        assertThat(values(
                        "history-counter",
                        Map.of("transforms", "value=rate"),
                        60,
                        120,
                        300,
                        30,
                        Double.POSITIVE_INFINITY,
                        150))
                .containsExactly(Double.NaN, 1.0, 3.0, Double.NaN, Double.POSITIVE_INFINITY, 1.0);
    }

    @Test
    void forecastsOneSeriesOfATopic() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (Pipeline pipeline = new Pipeline("history-forecast", folder)) {
            pipeline.send(List.of("a", "b"), START, 10, 20, 10, 20, 10, 20);
            String topic = pipeline.topics().observations().name();

            assertThat(forecast(out, err, topic, "b")).isZero();
            assertThat(forecast(out, err, topic, "c")).isEqualTo(1);

            assertThat(out.toString().lines())
                    .anyMatch(line -> line.startsWith("b after 6 rows"))
                    .anyMatch(line -> line.startsWith("2026-01-05T00:06:00Z"))
                    .anyMatch(line -> line.startsWith("2026-01-05T00:07:00Z"));
            assertThat(err.toString()).contains("has no observations of series 'c'");
        }
    }

    private static int forecast(StringWriter out, StringWriter err, String topic, String key) {
        return Surprisal.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "forecast",
                "--from-topic",
                topic,
                "--key",
                key,
                "--bootstrap-servers",
                SharedBroker.bootstrapServers(),
                "--set",
                "schema.registry.url=mock://history-forecast",
                "--set",
                "features=value=values.value",
                "--rows",
                "2");
    }

    private double[] values(String name, Map<String, String> settings, double... readings) throws Exception {
        try (Pipeline pipeline = new Pipeline(name, folder)) {
            pipeline.send(List.of("a", "b"), START, readings);
            String topic = pipeline.topics().observations().name();
            Map<String, String> all = new HashMap<>(Map.of(
                    "bootstrap.servers",
                    SharedBroker.bootstrapServers(),
                    "schema.registry.url",
                    "mock://" + name,
                    "features",
                    "value=values.value"));
            all.putAll(settings);

            List<SeriesHistory> histories = new TopicHistory(
                            DetectorSettings.of(all),
                            Map.of("bootstrap.servers", SharedBroker.bootstrapServers()),
                            topic,
                            Instant.EPOCH)
                    .read();

            assertThat(histories).extracting(SeriesHistory::key).containsExactly("a", "b");
            return histories.get(1).rows().stream()
                    .mapToDouble(row -> row.value(0))
                    .toArray();
        }
    }
}
