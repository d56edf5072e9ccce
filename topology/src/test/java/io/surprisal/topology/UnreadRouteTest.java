package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Score;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.topology.patience.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Series that go from one instance to another that has read less of the models topic, or more. */
class UnreadRouteTest {

    private static final int ROWS = 60;
    private static final ModelSnapshot ANY = TestModels.named("any", 6, List.of());

    private final FeedingClock clock = new FeedingClock();

    @Test
    void waitsForTheRouteUnderWhichAnotherInstanceHasScored() {
        try (DetectorFixture first = instance();
                DetectorFixture second = instance()) {
            first.route("web-*", "any", 0);
            first.readRows("web-1", 0, ROWS);
            second.takeOver("web-1", first);
            clock.whileWaiting(() -> second.route("web-*", "any", 0));

            second.readRows("web-1", ROWS, ROWS + 3);

            assertThat(second.scores())
                    .hasSize(3)
                    .allMatch(each -> each.getModelName().equals("any") && !each.getVersionFallback());
            assertThat(second.count("surprisal.version.changes")).isZero();
        }
    }

    @Test
    void waitsForTheEndOfARouteThatAnotherInstanceHasRead() {
        try (DetectorFixture first = instance();
                DetectorFixture second = instance()) {
            first.route("web-*", "any", 0);
            first.route("web-*", "", 0);
            first.readRows("web-1", 0, ROWS);
            second.route("web-*", "any", 0);
            second.takeOver("web-1", first);
            clock.whileWaiting(() -> second.route("web-*", "", 0));

            second.readRows("web-1", ROWS, ROWS + 3);

            assertThat(second.scores()).extracting(Score::getModelName).containsOnly("default");
        }
    }

    @Test
    void waitsOnceForARouteThatDoesNotComeAndGoesOnFlagged() {
        try (DetectorFixture first = instance();
                DetectorFixture second = instance()) {
            first.route("web-*", "any", 0);
            for (String series : List.of("web-1", "web-2")) {
                first.readRows(series, 0, ROWS);
                second.takeOver(series, first);
            }

            second.readRows("web-1", ROWS, ROWS + 1);
            long waited = clock.elapsedMs();
            second.readRows("web-2", ROWS, ROWS + 1);
            List<Score> handedOver = second.scores();
            second.readRows("web-2", ROWS + 1, ROWS + 2);

            assertThat(waited).isBetween(30_000L, 31_000L);
            assertThat(clock.elapsedMs()).isEqualTo(waited);
            assertThat(handedOver).allMatch(each -> each.getModelName().equals("default") && each.getVersionFallback());
            assertThat(second.lastScore().getVersionFallback()).isFalse();
        }
    }

    @Test
    void doesNotWaitWhereItHasReadMoreThanTheInstanceBefore() {
        try (DetectorFixture first = instance();
                DetectorFixture second = instance()) {
            first.readRows("web-1", 0, ROWS);
            second.route("web-*", "any", 0);
            second.takeOver("web-1", first);

            second.readRows("web-1", ROWS, ROWS + 1);

            assertThat(second.lastScore().getModelName()).isEqualTo("any");
            assertThat(clock.elapsedMs()).isZero();
        }
    }

    @Test
    void doesNotWaitForAPatternThatWasForgotten() {
        try (DetectorFixture detector = instance()) {
            detector.route("web-*", "any", 0);
            detector.readRows("web-1", 0, ROWS);
            detector.sendModel("route/web-*", (byte[]) null);

            detector.readRows("web-1", ROWS, ROWS + 1);

            assertThat(detector.lastScore().getModelName()).isEqualTo("default");
            assertThat(clock.elapsedMs()).isZero();
        }
    }

    private DetectorFixture instance() {
        DetectorFixture detector = DetectorFixture.start(Map.of(), Optional.of(DetectorFixture.BUNDLED), clock);
        detector.publish(ANY);
        detector.promote(ANY, 0);
        return detector;
    }

    /** Time passes only where somebody waits; what is read meanwhile is said beforehand. */
    private static final class FeedingClock implements Patience.Clock {
        private long nanos;
        private Runnable feed = () -> {};

        void whileWaiting(Runnable next) {
            feed = next;
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
            Runnable now = feed;
            feed = () -> {};
            now.run();
        }

        long elapsedMs() {
            return Duration.ofNanos(nanos).toMillis();
        }
    }
}
