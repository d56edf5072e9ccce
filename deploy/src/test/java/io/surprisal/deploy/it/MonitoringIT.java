package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.schemas.models.AliasName;
import io.surprisal.topology.DetectorApp;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dashboard, alert rules and documents name is what a running detector shows. */
class MonitoringIT {

    private static final Path MONITORING = Path.of("monitoring");
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern METRIC = Pattern.compile("\\b(surprisal|kafka|jvm|process|disk)_[a-z0-9_]+");
    private static final Pattern MARKED = Pattern.compile("`(surprisal_[a-z0-9_]+)");
    private static final int ROWS = 120;

    @TempDir
    private Path folder;

    @Test
    void showsEveryMetricThatDashboardRulesAndDocumentsName() throws Exception {
        Set<String> named = named(METRIC, 0, MONITORING.resolve("dashboard.json"), MONITORING.resolve("alerts.yml"));
        named.addAll(
                named(MARKED, 1, DOCS.resolve("OPERATIONS.md"), DOCS.resolve("MODELS.md"), DOCS.resolve("FORMATS.md")));
        try (Pipeline pipeline = new Pipeline("monitoring.dots", folder)) {
            DetectorApp app = warm(pipeline);

            // Some begin to be shown with the first fetch, or the first collection of garbage.
            System.gc();
            Set<String> missing = new TreeSet<>();
            Deadline.await(() -> "metrics " + missing, () -> {
                missing.clear();
                missing.addAll(missing(named, Metrics.of(app)));
                return missing.isEmpty();
            });
            String page = Metrics.of(app);
            assertThat(page)
                    .contains("surprisal_ready 1.0")
                    .contains("surprisal_records_total " + 2.0 * ROWS)
                    .contains("surprisal_series_begun_total 2.0")
                    .contains("surprisal_lag_records{topic=\"monitoring.dots.observations\"} 0.0")
                    .containsPattern("surprisal_model_info\\{alias=\"champion\",fallback=\"false\",model=\"default\","
                            + "sha256=\"[0-9a-f]{64}\",version=\"default/1\"} 1");
        }
    }

    @Test
    void namesNoSeries() throws Exception {
        try (Pipeline pipeline = new Pipeline("monitoring-keys", folder)) {
            DetectorApp app = warm(pipeline);

            assertThat(Metrics.of(app)).doesNotContain("host-one").doesNotContain("host-two");
        }
    }

    @Test
    void hasARunbookEntryForEveryAlertRuleAndNoOther() throws Exception {
        Pattern alert = Pattern.compile("alert: (\\w+)");
        Pattern entry = Pattern.compile("(?m)^### (Surprisal\\w+)$");
        Pattern link = Pattern.compile("runbook: docs/OPERATIONS.md#(\\w+)");

        Set<String> rules = named(alert, 1, MONITORING.resolve("alerts.yml"));

        assertThat(named(entry, 1, DOCS.resolve("OPERATIONS.md"))).isEqualTo(rules);
        assertThat(named(link, 1, MONITORING.resolve("alerts.yml")))
                .isEqualTo(rules.stream()
                        .map(rule -> rule.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static DetectorApp warm(Pipeline pipeline) throws Exception {
        pipeline.publisher()
                .publish(
                        TestModels.version("1", 1),
                        PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual()));
        DetectorApp app = pipeline.start();
        pipeline.send(
                List.of("host-one", "host-two"),
                Instant.parse("2026-01-05T00:00:00Z"),
                IntStream.range(0, ROWS).mapToDouble(StrictMath::sin).toArray());
        pipeline.scores(2 * ROWS);
        return app;
    }

    private static Set<String> named(Pattern pattern, int group, Path... files) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : files) {
            Matcher matcher = pattern.matcher(Files.readString(file));
            while (matcher.find()) {
                names.add(matcher.group(group));
            }
        }
        return names;
    }

    private static Set<String> missing(Set<String> named, String page) {
        Set<String> shown = page.lines()
                .filter(Predicate.not(line -> line.startsWith("#")))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>(named);
        // A histogram is spoken of without its suffixes.
        missing.removeIf(name -> shown.contains(name) || shown.contains(name + "_bucket"));
        return missing;
    }
}
