package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.Score;
import io.surprisal.avro.VerdictKind;
import io.surprisal.avro.WeightsChunk;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.VersionChange;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.patience.WaitEndedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelSwapTest {

    private static final int SWAP = 100;
    private static final ModelSnapshot NEWER = TestModels.seeded(2);

    @Test
    void scoresWithTheBundledModelWhileTheTopicNamesNone() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.publish(NEWER);

            detector.readRows("web-1", 0, 1);

            assertThat(detector.lastScore().getModelVersion()).isEqualTo("v1");
        }
    }

    @Test
    void activatesAVersionByEventTimeInWhateverOrderEventsCome() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.publish(DetectorFixture.BUNDLED);
            detector.publish(NEWER);
            detector.promote(DetectorFixture.BUNDLED, DetectorFixture.timeOf(0));
            detector.promote(NEWER, DetectorFixture.timeOf(SWAP));

            detector.read("ahead", DetectorFixture.timeOf(SWAP), 1);
            detector.read("behind", DetectorFixture.timeOf(SWAP) - 1, 1);

            assertThat(detector.scores()).extracting(Score::getModelVersion).containsExactly("v2", "v1");
        }
    }

    @Test
    void keepsTheVersionOfASeriesForItsLateRows() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            swapAt(detector, NEWER);
            detector.readRows("web-1", SWAP - 3, SWAP + 3);
            byte[] before = detector.state("web-1").orElseThrow().bytes();

            detector.read("web-1", DetectorFixture.timeOf(SWAP - 2), 9);

            assertThat(detector.lastScore().getVerdict()).isEqualTo(VerdictKind.LATE);
            assertThat(detector.state("web-1").orElseThrow().modelSha256())
                    .isEqualTo(NEWER.identity().sha256());
            assertThat(detector.state("web-1").orElseThrow().bytes()).hasSameSizeAs(before);
            assertThat(detector.count("surprisal.version.changes")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(VersionChange.class)
    void takesAStateOverByThePolicyOfTheManifest(VersionChange policy) {
        ModelSnapshot child = TestModels.child(DetectorFixture.BUNDLED, 3, policy);
        try (DetectorFixture detector = DetectorFixture.start()) {
            swapAt(detector, child);

            detector.readRows("web-1", 0, SWAP + 1);

            Score last = detector.lastScore();
            assertThat(last.getModelSha256()).isEqualTo(child.identity().sha256());
            assertThat(last.getVersionFallback()).isFalse();
            assertThat(last.getVerdict())
                    .isEqualTo(policy == VersionChange.RESET ? VerdictKind.WARMING_UP : VerdictKind.SCORED);
            assertThat(detector.state("web-1").orElseThrow().header().aliasEpoch())
                    .isEqualTo(2);
        }
    }

    @Test
    void usesTheLastCompleteVersionWhileTheScheduledOneIsNotAndFlagsIt() {
        List<ModelsTopicRecord> records = DetectorFixture.recordsOf(NEWER);
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.publish(DetectorFixture.BUNDLED);
            detector.promote(DetectorFixture.BUNDLED, DetectorFixture.timeOf(0));
            records.subList(1, records.size()).forEach(each -> detector.sendModel(each.key(), each.value()));
            detector.promote(NEWER, DetectorFixture.timeOf(1));

            detector.readRows("web-1", 0, 2);
            detector.sendModel(records.get(0).key(), records.get(0).value());
            detector.readRows("web-1", 2, 3);

            List<Score> scores = detector.scores();
            assertThat(scores).extracting(Score::getModelVersion).containsExactly("v1", "v1", "v2");
            assertThat(scores).extracting(Score::getVersionFallback).containsExactly(false, true, false);
            assertThat(detector.count("surprisal.version.fallbacks")).isEqualTo(1);
        }
    }

    @Test
    void refusesAManifestWhoseWeightsHaveAnotherHashAndKeepsTheOldVersion() {
        assertThatTheOldVersionStays(detector -> {
            List<ModelsTopicRecord> records = DetectorFixture.recordsOf(NEWER);
            ModelsTopicRecord first = records.get(0);
            ByteBuffer data = first.value().getChunk().getData();
            data.put(0, (byte) (data.get(0) + 1));
            records.forEach(each -> detector.sendModel(each.key(), each.value()));
        });
    }

    @Test
    void refusesBytesThatAreNoRecordAndKeepsTheOldVersion() {
        assertThatTheOldVersionStays(detector -> {
            ModelsTopicRecord manifest = manifestOf(NEWER);
            detector.sendModel(manifest.key().format(), "garbage".getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void refusesNotFiniteWeightsAndKeepsTheOldVersion() {
        assertThatTheOldVersionStays(detector -> {
            byte[] weights = NEWER.weights();
            ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, Float.NaN);
            String sha256 = io.surprisal.schemas.Sha256.hex(weights);
            var manifest = manifestOf(NEWER).value().getManifest();
            manifest.setSha256(sha256);
            manifest.setChunkSize(weights.length);
            manifest.setChunkCount(1);
            detector.sendModel(
                    new ModelsTopicKey.Weights(sha256, 0),
                    ModelsRecord.newBuilder()
                            .setChunk(new WeightsChunk(sha256, 0, ByteBuffer.wrap(weights)))
                            .build());
            detector.sendModel(
                    new ModelsTopicKey.Manifest("default", "v2"),
                    ModelsRecord.newBuilder().setManifest(manifest).build());
        });
    }

    @Test
    void refusesAModelForOtherFeaturesAndKeepsTheOldVersion() {
        ModelSnapshot other = TestModels.seeded(4, VersionChange.REPLAY, List.of("cpu"), List.of());
        assertThatTheOldVersionStays(detector -> {
            detector.publish(other);
            detector.promote(other, DetectorFixture.timeOf(1));
        });
    }

    @Test
    void feedsCovariatesToAModelThatWasTrainedWithThem() {
        ModelSnapshot model = TestModels.seeded(5, VersionChange.REPLAY, List.of(), List.of("load"));
        Map<String, String> settings = Map.of("covariates", "load", "model.fallback", "none");
        try (DetectorFixture detector = DetectorFixture.start(settings, Optional.empty(), Patience.Clock.system())) {
            detector.publish(model);
            detector.promote(model, 0);

            detector.send("web-1", "{\"value\": 1, \"load\": 2}", DetectorFixture.timeOf(0));

            assertThat(detector.lastScore().getModelVersion()).isEqualTo("v5");
        }
    }

    @Test
    void refusesToBeginWithABundledModelThatDoesNotFit() {
        assertThatThrownBy(() -> DetectorFixture.start(Map.of("covariates", "load")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the bundled model is made for other covariates: model=[], configured=[load]");
    }

    @Test
    void holdsARecordBackWhileThereIsNoModelAndDoesNotLoseIt() {
        try (DetectorFixture detector =
                DetectorFixture.start(Map.of("model.fallback", "none"), Optional.empty(), new SkippingClock())) {
            assertThat(detector.directory().isReady()).isFalse();

            ThrowingCallable read = () -> detector.readRows("web-1", 0, 1);

            assertThatThrownBy(read)
                    .hasStackTraceContaining(WaitEndedException.class.getName())
                    .hasStackTraceContaining("there was none on the models topic within PT30S");
            assertThat(detector.state("web-1")).isEmpty();
            assertThat(detector.deadLetters()).isEmpty();
        }
    }

    @Test
    void waitsOnceForAnAliasThatIsBehindTheStateAndGoesOnFlagged() {
        SkippingClock clock = new SkippingClock();
        try (DetectorFixture detector = DetectorFixture.start(Map.of(), Optional.of(DetectorFixture.BUNDLED), clock)) {
            swapAt(detector, NEWER);
            detector.readRows("web-1", SWAP, SWAP + 1);
            detector.readRows("web-2", SWAP, SWAP + 1);
            detector.scores();
            // As on an instance that has not read the alias: it is gone.
            detector.sendModel("alias/default/champion", (byte[]) null);

            detector.readRows("web-1", SWAP + 1, SWAP + 2);
            long waited = clock.elapsedMs();
            detector.readRows("web-2", SWAP + 1, SWAP + 2);

            assertThat(detector.scores()).allMatch(Score::getVersionFallback);
            assertThat(waited).isBetween(30_000L, 31_000L);
            assertThat(clock.elapsedMs()).isEqualTo(waited);
        }
    }

    @Test
    void takesTheModelsTopicTwiceAsOnce() {
        try (DetectorFixture detector = DetectorFixture.start()) {
            swapAt(detector, NEWER);
            long changes = detector.count("surprisal.model.changes");

            detector.publish(NEWER);

            assertThat(detector.count("surprisal.model.changes")).isEqualTo(changes);
        }
    }

    private static void swapAt(DetectorFixture detector, ModelSnapshot newer) {
        detector.publish(DetectorFixture.BUNDLED);
        detector.publish(newer);
        detector.promote(DetectorFixture.BUNDLED, DetectorFixture.timeOf(0));
        detector.promote(newer, DetectorFixture.timeOf(SWAP));
    }

    private interface Publication {
        void by(DetectorFixture detector);
    }

    private static void assertThatTheOldVersionStays(Publication publication) {
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.publish(DetectorFixture.BUNDLED);
            detector.promote(DetectorFixture.BUNDLED, DetectorFixture.timeOf(0));

            publication.by(detector);
            detector.readRows("web-1", 0, 2);

            assertThat(detector.lastScore().getModelVersion()).isEqualTo("v1");
            assertThat(detector.count("surprisal.models.refused")).isEqualTo(1);
        }
    }

    private static ModelsTopicRecord manifestOf(ModelSnapshot model) {
        List<ModelsTopicRecord> records = DetectorFixture.recordsOf(model);
        return records.get(records.size() - 1);
    }

    /** Time passes only where somebody waits. */
    private static final class SkippingClock implements Patience.Clock {
        private long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
        }

        long elapsedMs() {
            return Duration.ofNanos(nanos).toMillis();
        }
    }
}
