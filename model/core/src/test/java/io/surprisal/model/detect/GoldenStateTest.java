package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.score.ChannelStatistics;
import io.surprisal.model.series.Normaliser;
import io.surprisal.model.series.RecurrentBytes;
import io.surprisal.model.series.SeriesHeader;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** States as released versions wrote them, and the bits that all machines must agree on. */
class GoldenStateTest {

    private static final int SEED = 7;

    private final ModelSnapshot model = Networks.random(SEED);

    @ParameterizedTest(name = "version {0}, {1} features")
    @CsvSource({"1, 1, 1000, 50", "1, 3, 400, 50", "2, 1, 1000, 0", "2, 3, 400, 50", "3, 1, 1000, 0", "3, 3, 400, 0"})
    void readsTheHeaderOfAReleasedState(int version, int features, int rows, int warmUpRows) {
        SeriesHeader header = SeriesHeader.read(load(version, features));

        assertThat(header.formatVersion()).isEqualTo(3);
        assertThat(header.network()).isEqualTo(NetworkShape.of(CellKind.LSTM, 1, 4));
        assertThat(header.recurrentSize()).isEqualTo(8);
        assertThat(header.features()).isEqualTo(features);
        assertThat(header.window()).isEqualTo(features == 1 ? 64 : 20);
        assertThat(header.channelMask()).isEqualTo(features == 1 ? 0b11111 : 0b1110100000);
        assertThat(header.farForecasts()).isEqualTo(95);
        assertThat(header.modelSha256()).isEqualTo(model.identity().sha256());
        assertThat(header.aliasEpoch()).isEqualTo(5);
        assertThat(header.rows()).isEqualTo(rows);
        assertThat(header.sourcePartition()).isEqualTo(-1);
        assertThat(header.lastOffset()).isEqualTo(-1);
        assertThat(header.warmUpRows()).isEqualTo(warmUpRows);
        assertThat(header.lastEventTimeMs()).isEqualTo(features == 1 ? 1_701_229_313_000L : SyntheticRows.timeMs(399));
    }

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {1, 3})
    void writesWhatItHasReadOfAReleasedState(int features) {
        SeriesState golden = SeriesState.wrap(load(3, features));
        SeriesState written = SeriesState.wrap(load(3, features));
        Normaliser normaliser = new Normaliser();
        ChannelStatistics statistics = new ChannelStatistics();
        RecurrentState recurrent = new RecurrentState(model.spec(), features);

        RecurrentBytes.read(golden, recurrent.values());
        Arrays.fill(
                written.bytes(), written.layout().hidden(0), written.layout().profileMeans(0), (byte) 0);
        RecurrentBytes.write(written, recurrent.values());
        for (int feature = 0; feature < features; feature++) {
            normaliser.load(golden, feature);
            statistics.load(golden, feature);
            int at = written.layout().block(feature) + SeriesStateLayout.MEAN;
            Arrays.fill(written.bytes(), at, at + 20, (byte) 0);
            normaliser.store(written, feature);
            statistics.store(written, feature);
        }

        assertThat(written).isEqualTo(golden);
    }

    @ParameterizedTest(name = "{0} features")
    @CsvSource({
        "1, fffe6695f46dba47720758af1405522aa2b50f34331f5387f2fc238460a88f36",
        "3, 0984340781d5dd25cb59be265556024ee34415a586e0fd8b11c04255c9f147e7"
    })
    void writesTheSameBytesOnEveryMachine(int features, String digest) {
        assertThat(sha256(run(features).bytes())).isEqualTo(digest);
    }

    @ParameterizedTest(name = "version {0}, {1} features")
    @CsvSource({"1, 1", "1, 3", "2, 1", "2, 3"})
    void keepsWhatAStateOfAnOlderVersionKnowsOfItsSeries(int version, int features) {
        SeriesState upgraded = SeriesState.wrap(load(version, features));
        SeriesState present = SeriesState.wrap(load(3, features));
        Normaliser upgradedMoments = new Normaliser();
        Normaliser presentMoments = new Normaliser();

        for (int feature = 0; feature < features; feature++) {
            upgradedMoments.load(upgraded, feature);
            presentMoments.load(present, feature);
            assertThat(upgradedMoments.seen()).isEqualTo(presentMoments.seen());
            assertThat(upgradedMoments.centre()).isEqualTo(presentMoments.centre());
            assertThat(bytes(
                            upgraded,
                            upgraded.layout().hidden(feature),
                            upgraded.layout().farForecasts(feature)))
                    .isEqualTo(bytes(
                            present,
                            present.layout().hidden(feature),
                            present.layout().farForecasts(feature)));
            assertThat(bytes(
                            upgraded,
                            upgraded.layout().values(feature),
                            upgraded.layout().tailCounts(feature)))
                    .isEqualTo(bytes(
                            present,
                            present.layout().values(feature),
                            present.layout().tailCounts(feature)));
        }
        assertThat(bytes(upgraded, upgraded.layout().gaps(), upgraded.layout().visits()))
                .isEqualTo(
                        bytes(present, present.layout().gaps(), present.layout().visits()));
    }

    @Test
    void takesAStateOfOneFeatureOfVersionTwoAsItIs() {
        byte[] older = load(2, 1);
        byte[] present = load(3, 1);

        older[SeriesStateLayout.VERSION] = 3;

        assertThat(older).isEqualTo(present);
        assertThat(SeriesState.wrap(load(2, 1)).bytes()).isEqualTo(present);
    }

    @ParameterizedTest(name = "version {0}, {1} features")
    @CsvSource({"1, 1", "1, 3", "2, 3"})
    void goesOnFromAStateThatAskedOtherQuestionsWithAWarmUp(int version, int features) {
        SeriesState state = SeriesState.wrap(load(version, features));
        Detector detector = new Detector(model, features);
        long last = state.header().lastEventTimeMs();
        double[] values = new double[features];
        Verdict verdict = null;

        for (int row = 1; row <= 51; row++) {
            Arrays.fill(values, 50 + row % 3);
            verdict = detector.detect(state, Observation.of(last + row * 60_000L, values.clone()));
        }

        assertThat(verdict).isInstanceOf(Verdict.Scored.class);
    }

    @ParameterizedTest(name = "version {0}")
    @ValueSource(ints = {1, 2})
    void learnsAnewHowFeaturesGoTogetherFromAStateOfAnOlderVersion(int version) {
        SeriesState state = SeriesState.wrap(load(version, 3));
        Detector detector = new Detector(model, 3);
        Random random = new Random(1);
        long last = state.header().lastEventTimeMs();
        detector.detect(state, Observation.of(last + 60_000, 80, 50, 50));
        for (int row = 2; row <= 300; row++) {
            double common = 50 + 7 * random.nextGaussian();
            detector.detect(state, Observation.of(last + row * 60_000L, common, common, common));
        }

        double sum = 0;
        double squares = 0;
        for (int feature = 0; feature < 3; feature++) {
            double part = state.f32(state.layout().components(feature));
            sum += part;
            squares += part * part;
        }

        assertThat(Math.abs(sum) / Math.sqrt(3 * squares)).isGreaterThan(0.97);
    }

    private static byte[] bytes(SeriesState state, int from, int to) {
        return Arrays.copyOfRange(state.bytes(), from, to);
    }

    @Test
    void scoresWithTheSameBitsOnEveryMachine() {
        assertThat(digestOfScores()).isEqualTo("1c492a1685fb522aa38cd9d67ceaa31bdc47da6edabf39280d5f98f9882479db");
    }

    @Test
    void refusesAnUnknownVersionNamingIt() {
        byte[] bytes = load(3, 1);
        bytes[SeriesStateLayout.VERSION] = 9;

        assertThatThrownBy(() -> SeriesState.wrap(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("series state must have format version 1 to 3: version=9, length=" + bytes.length);
    }

    @Test
    void refusesAStateThatIsCutOffNamingBothLengths() {
        byte[] bytes = load(3, 1);

        assertThatThrownBy(() -> SeriesState.wrap(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("series state of version 3 must have " + bytes.length
                        + " bytes for lstm, L=1, H=4, F=1: length=" + (bytes.length - 1));
        assertThatThrownBy(() -> SeriesState.wrap(Arrays.copyOf(bytes, 100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("series state must have at least 176 bytes: length=100");
    }

    /** SHA-256 of the scores of the golden rows. */
    static String digestOfScores() {
        Detector detector = new Detector(Networks.random(SEED), 1);
        SeriesState state = SeriesState.wrap(detector.newState());
        StringBuilder scores = new StringBuilder();
        for (GoldenRow row : GoldenRow.load()) {
            scores.append(
                    Double.toHexString(detector.detect(state, row.observation()).score()));
        }
        return sha256(scores.toString().getBytes(StandardCharsets.US_ASCII));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The state after the rows that the golden files were written after, too. */
    static SeriesState run(int features) {
        Detector detector = new Detector(Networks.random(SEED), features);
        SeriesState state = detector.adopt(SeriesState.wrap(detector.newState()), 5);
        if (features == 1) {
            GoldenRow.load().forEach(row -> detector.detect(state, row.observation()));
        } else {
            SyntheticRows.waves(6, 400, features).forEach(row -> detector.detect(state, row));
        }
        return state;
    }

    private static byte[] load(int version, int features) {
        String name = "series-state-v" + version + "-" + features + ".bin";
        try (InputStream stream = Objects.requireNonNull(GoldenStateTest.class.getResourceAsStream(name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
