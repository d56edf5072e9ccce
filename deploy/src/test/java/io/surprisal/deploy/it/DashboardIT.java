package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Anomaly;
import io.surprisal.deploy.feed.Feed;
import io.surprisal.deploy.feed.FeedRow;
import io.surprisal.deploy.feed.FleetFeed;
import io.surprisal.deploy.feed.ObservationProducer;
import io.surprisal.deploy.fleet.Fleet;
import io.surprisal.deploy.fleet.FleetClock;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.topology.DetectorApp;
import io.surprisal.trainer.publish.Activation;
import io.surprisal.trainer.publish.PublishOptions;
import io.surprisal.trainer.publish.WeightsPublisher;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The dashboard in Chromium, with the demo's fleet behind it. */
@ExtendWith(BrowserRunsHere.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(90)
class DashboardIT {

    private static final int SERIES = 24;
    private static final String SOME = "host-000.cpu-percent";
    private static final String HOSTILE = "<img src=x onerror=\"document.title='taken'\">/../%2F?&#'`";
    private static final FleetClock CLOCK = FleetClock.after(Instant.parse("2026-01-05T00:00:00Z"), Duration.ofDays(3));
    /** Of the live part, rows of each series that come while somebody looks. */
    private static final int LATER_ROWS = 60;

    private static final int PART = 60; // rows of the series that is judged by two versions

    private @Nullable Pipeline pipeline;
    private @Nullable ObservationProducer producer;
    private @Nullable Feed live;
    private @Nullable Browser browser;
    /** The series of the alert with the highest score. */
    private String struck = "";

    @BeforeAll
    void startAll(@TempDir Path folder) throws Exception {
        Pipeline started = new Pipeline("dashboard", folder.resolve("state"))
                .with("model.fallback", "bundled")
                .with("model.name", "default")
                .with("history.retention", "90d");
        pipeline = started;
        DetectorApp app = started.start();
        Fleet fleet = Fleet.of(7, SERIES, CLOCK);
        Feed history = FleetFeed.history(fleet);
        live = FleetFeed.live(fleet);
        producer = new ObservationProducer(
                Map.of("bootstrap.servers", SharedBroker.bootstrapServers()),
                started.topics().observations(),
                history,
                (row, partition, offset) -> {});
        send(history, Integer.MAX_VALUE);
        send(live(), (CLOCK.liveRows() - LATER_ROWS) * SERIES);
        started.send(List.of(HOSTILE), Instant.ofEpochMilli(CLOCK.eventTimeMs(0)), 1, 2, 3);
        started.scores((CLOCK.rows() - LATER_ROWS) * SERIES);
        struck = started.anomalies(1).stream()
                .max(Comparator.comparingDouble(Anomaly::getScore))
                .orElseThrow()
                .getSeries();
        browser = new Browser(folder.resolve("profile"), root(app));
    }

    @AfterAll
    void stopAll() {
        for (AutoCloseable each : new AutoCloseable[] {browser, producer, pipeline}) {
            close(each);
        }
    }

    private static void close(@Nullable AutoCloseable each) {
        try {
            if (each != null) {
                each.close();
            }
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private void send(Feed feed, int rows) {
        for (int sent = 0; sent < rows; sent++) {
            Optional<FeedRow> row = feed.next();
            if (row.isEmpty()) {
                break;
            }
            producer().send(row.get());
        }
        producer().flush();
    }

    @BeforeEach
    void isLightAndWide() {
        browser().scheme("light");
        browser().size(1280, 900);
    }

    @AfterEach
    void complainsOfNothing() {
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    void listsTheSeriesByTheirScoresAndFollowsThem() throws Exception {
        browser().open("/");
        browser().await("#count", (SERIES + 1) + " series");
        browser().await("#link", "live");
        assertThat(browser().texts("tbody th")).hasSize(SERIES + 1).contains(SOME);
        List<String> scores = browser().texts("tbody td.is-score").stream()
                .filter(text -> text.startsWith("0."))
                .toList();
        assertThat(scores).hasSize(SERIES).isSortedAccordingTo((one, other) -> other.compareTo(one));
        browser().picture("list");
        String before = lastRow(SOME);

        send(live(), 2 * SERIES);

        Deadline.await(() -> "a later row than " + before, () -> !lastRow(SOME).equals(before));
    }

    private String lastRow(String key) {
        return browser()
                .value(
                        "return [...document.querySelectorAll('tbody tr')].find(r => r.querySelector('th').textContent"
                                + " === arguments[0])?.querySelector('.is-time').textContent",
                        key);
    }

    @Test
    void filtersAndSortsByKeyboardAlone() throws Exception {
        browser().open("/");
        browser().await("tbody th", SOME);

        browser().tabTo("#filter", 12);
        browser().press("cpu");
        browser().await("main", "host-000.cpu-percent");
        assertThat(browser().texts("tbody th")).allMatch(key -> key.contains("cpu"));
        browser().tabTo("thead .is-key button", 10);
        browser().press(Keys.ENTER);
        assertThat(browser().texts("tbody th")).isSorted();
        assertThat(browser().value("return document.querySelector('thead .is-key').ariaSort"))
                .isEqualTo("ascending");
        browser().tabTo("tbody a", 10);
        browser().press(Keys.ENTER);
        browser().await("h1", SOME);
        assertThat(browser().value("return document.activeElement.id")).isEqualTo("main");
        browser().tabTo("#chart", 15);
        String whole = browser().texts(".range").get(0);
        browser().press(Keys.ARROW_LEFT);
        Deadline.await(
                () -> "another stretch than " + whole,
                () -> !browser().texts(".range").get(0).equals(whole));
        assertThat(browser().place()).contains("from=");
    }

    @Test
    void drawsASeriesWithItsBandScoresAndAlerts() throws Exception {
        browser().open("/series/" + ApiClient.encoded(struck) + "?span=all");
        browser().await(".range", "rows");
        browser().await(".alert", "expected");
        assertThat(browser().texts(".reading")).first().asString().contains("Observed", "Expected", "±", "Score");
        for (String colour : List.of("--observed", "--alarm", "--score")) {
            assertThat(pixels(browser(), colour)).as(colour).isGreaterThan(20);
        }
        browser().picture("series");
        String before = browser().texts(".range").get(0);

        send(live(), 2 * SERIES);

        Deadline.await(
                () -> "later than " + before,
                () -> !browser().texts(".range").get(0).equals(before));
        browser().drag("#chart .u-over", 0.6, 0.8);
        Deadline.await(() -> "a part of it", () -> browser().place().contains("from="));
        browser().click(".live-button");
        Deadline.await(() -> "live again", () -> !browser().place().contains("from="));
    }

    /** How many points of the charts have about this colour. */
    private static int pixels(Browser browser, String colour) {
        return Integer.parseInt(browser.value(
                "const [r, g, b] = getComputedStyle(document.documentElement).getPropertyValue(arguments[0]).trim()"
                        + ".slice(1).match(/../g).map(x => parseInt(x, 16)); let n = 0;"
                        + "for (const c of document.querySelectorAll('#chart canvas')) {"
                        + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                        + " for (let i = 0; i < d.length; i += 4) if (Math.abs(d[i] - r) + Math.abs(d[i+1] - g)"
                        + " + Math.abs(d[i+2] - b) < 40 && d[i+3] > 128) n++; } return n",
                colour));
    }

    @Test
    void explainsAnAlert() throws Exception {
        browser().open("/alerts");
        browser().await(".alert summary", "host-");

        browser().click(".alert summary");

        browser().await(".why", "Computed again from its evidence: the same score, bit for bit");
        browser().picture("alerts");
    }

    @Test
    void showsModelsAndHealth() throws Exception {
        browser().open("/models");
        browser().await("tbody", "default");
        browser().picture("models");
        browser().open("/incidents?state=all");
        browser().await("main", "Incidents");
        Deadline.await(
                () -> "an incident", () -> !browser().texts("tbody .is-key a").isEmpty());
        browser().picture("incidents");
        browser().open("/health");
        browser().await(".pill", "ready");
        browser().await("tbody", "observations 0");
        browser().picture("health");
    }

    @Test
    void showsHowAChallengerJudgesAndWhereTheVersionChanged(@TempDir Path folder) throws Exception {
        try (Pipeline models =
                new Pipeline("dashboard-models", folder.resolve("state")).with("history.retention", "90d")) {
            WeightsPublisher publisher = models.publisher();
            Instant start = Instant.parse("2026-01-05T00:00:00Z");
            Instant tried = start.plus(Duration.ofMinutes(2 * PART));
            Instant promoted = start.plus(Duration.ofMinutes(3 * PART));
            publisher.publish(TestModels.version("1", 1), as(AliasName.CHAMPION, Instant.EPOCH));
            DetectorApp app = models.start();
            models.send(List.of("web-1"), start, wave(2 * PART));
            models.scores(2 * PART);
            publisher.publish(TestModels.version("2", 2), as(AliasName.CHALLENGER, tried));
            try (Browser other = new Browser(folder.resolve("profile"), root(app))) {
                other.open("/models");
                other.await(".tag.challenger", "challenger");
                models.send(List.of("web-1"), tried, wave(PART));
                models.shadowScores(PART);
                other.await("caption", "Challengers beside champions");
                assertThat(other.texts("tbody tr")).anyMatch(row -> row.startsWith("default 2default 1" + PART));
                other.picture("models-trial");
                publisher.publish(TestModels.version("2", 2), as(AliasName.CHAMPION, promoted));
                Deadline.await(
                        () -> "the promotion in " + other.texts("tbody tr"),
                        () -> other.texts("tbody tr").stream()
                                .anyMatch(row -> row.startsWith("default 2") && row.contains("champion")));
                models.send(List.of("web-1"), promoted, wave(PART));
                models.scores(4 * PART);
                other.open("/series/web-1?span=all");
                other.await(".range", 4 * PART + " rows");
                assertThat(pixels(other, "--version")).isGreaterThan(20);
                other.picture("series-versions");
                assertThat(other.complaints()).isEmpty();
            }
        }
    }

    private static PublishOptions as(AliasName alias, Instant from) {
        return PublishOptions.weightsOnly().as(alias, Activation.at(from));
    }

    private static double[] wave(int rows) {
        return IntStream.range(0, rows)
                .mapToDouble(row -> 100 + 10 * Math.sin(row / 5.0))
                .toArray();
    }

    private static String root(DetectorApp app) {
        return "http://127.0.0.1:" + app.address().getPort() + "/";
    }

    @Test
    void takesAHostileKeyForText() throws Exception {
        browser().open("/series/" + ApiClient.encoded(HOSTILE));
        browser().await("h1", HOSTILE);
        browser().await(".facts", "Rows");
        browser().open("/");
        browser().await("tbody th", HOSTILE);

        assertThat(browser().value("return document.querySelectorAll('main img').length"))
                .isEqualTo("0");
        assertThat(browser().value("return document.title")).isEqualTo("Series · surprisal");
    }

    @ParameterizedTest(name = "{0}, {1} wide, {2}")
    @CsvSource({
        "/, 1280, light",
        "/, 390, dark",
        "/alerts, 390, light",
        "/alerts, 1280, dark",
        "/models, 390, light",
        "/incidents?state=all, 390, dark",
        "/health, 390, dark",
        "/health, 1280, light",
        "/series/host-000.cpu-percent?span=all, 390, light",
        "/series/host-000.cpu-percent?span=all, 1280, dark"
    })
    void isForEveryScreenAndEverybody(String place, int width, String scheme) throws Exception {
        browser().scheme(scheme);
        browser().size(width, 844);
        browser().open(place);
        browser().await("h1", "");
        if (place.startsWith("/series")) {
            browser().await(".range", "rows");
        }
        Deadline.await(
                () -> "the end of loading",
                () -> !browser().texts("main").get(0).contains("Loading …"));

        assertThat(browser().value("return Math.max(0, document.documentElement.scrollWidth - innerWidth)"))
                .as("pixels beyond the right edge")
                .isEqualTo("0");
        browser().assertAccessible(place);
        browser().picture(place.replaceAll("[^a-z]+", "-") + width + "-" + scheme);
    }

    private Browser browser() {
        return required(browser);
    }

    private Feed live() {
        return required(live);
    }

    private ObservationProducer producer() {
        return required(producer);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("it is made before the tests");
        }
        return value;
    }
}
