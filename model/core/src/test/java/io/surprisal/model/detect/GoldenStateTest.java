package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSnapshot;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** States as released versions wrote them, and the bits that all machines must agree on. */
class GoldenStateTest {

    private static final int SEED = 7;

    private final ModelSnapshot model = Networks.random(SEED);

    @ParameterizedTest(name = "version 1, {0} features")
    @CsvSource({"1, 1000", "3, 400"})
    void readsTheHeaderOfAReleasedState(int features, int rows) {
        SeriesHeader header = SeriesHeader.read(load(features));

        assertThat(header.formatVersion()).isEqualTo(1);
        assertThat(header.cell()).isEqualTo(CellKind.LSTM);
        assertThat(header.layers()).isEqualTo(1);
        assertThat(header.hiddenSize()).isEqualTo(4);
        assertThat(header.features()).isEqualTo(features);
        assertThat(header.window()).isEqualTo(features == 1 ? 64 : 32);
        assertThat(header.channelMask()).isEqualTo(0b1111);
        assertThat(header.farForecasts()).isEqualTo(95);
        assertThat(header.modelSha256()).isEqualTo(model.identity().sha256());
        assertThat(header.aliasEpoch()).isEqualTo(5);
        assertThat(header.rows()).isEqualTo(rows);
        assertThat(header.sourcePartition()).isEqualTo(-1);
        assertThat(header.lastOffset()).isEqualTo(-1);
        assertThat(header.warmUpRows()).isZero();
        assertThat(header.lastEventTimeMs()).isEqualTo(features == 1 ? 1_701_229_313_000L : SyntheticRows.timeMs(399));
    }

    @ParameterizedTest(name = "version 1, {0} features")
    @ValueSource(ints = {1, 3})
    void writesWhatItHasReadOfAReleasedState(int features) {
        SeriesState golden = SeriesState.wrap(load(features));
        SeriesState written = SeriesState.wrap(load(features));
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

    @ParameterizedTest(name = "version 1, {0} features")
    @ValueSource(ints = {1, 3})
    void writesTheSameBytesOnEveryMachine(int features) {
        assertThat(run(features).bytes()).isEqualTo(load(features));
    }

    @Test
    void scoresWithTheSameBitsOnEveryMachine() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Detector detector = new Detector(model, 1);
        SeriesState state = SeriesState.wrap(detector.newState());

        for (GoldenRow row : GoldenRow.load()) {
            Verdict verdict = detector.detect(state, row.observation());
            digest.update(Double.toHexString(verdict.score()).getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("2f2e46f26d45bb2556fb6c2c09883e3fa8008b2205ccb177aa107c2621624f74");
    }

    @Test
    void refusesAnUnknownVersionNamingIt() {
        byte[] bytes = load(1);
        bytes[SeriesStateLayout.VERSION] = 9;

        assertThatThrownBy(() -> SeriesState.wrap(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("series state must have format version 1: version=9, length=" + bytes.length);
    }

    @Test
    void refusesAStateThatIsCutOffNamingBothLengths() {
        byte[] bytes = load(1);

        assertThatThrownBy(() -> SeriesState.wrap(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("series state of version 1 must have " + bytes.length + " bytes for L=1, H=4, F=1: length="
                        + (bytes.length - 1));
        assertThatThrownBy(() -> SeriesState.wrap(Arrays.copyOf(bytes, 100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("series state must have at least 176 bytes: length=100");
    }

    /** The state that the golden files hold. */
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

    private static byte[] load(int features) {
        String name = "series-state-v1-" + features + ".bin";
        try (InputStream stream = Objects.requireNonNull(GoldenStateTest.class.getResourceAsStream(name), name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
