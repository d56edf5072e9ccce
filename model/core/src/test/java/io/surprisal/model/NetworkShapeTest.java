package io.surprisal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkShapeTest {

    @ParameterizedTest(name = "{0}: {1} floats")
    @CsvSource({"LSTM, 30", "LSTM_COUPLED, 30", "LSTM_PEEPHOLE, 30", "RNN, 15", "GRU, 15", "TDNN, 89"})
    void theStateHoldsWhatTheKindRemembers(CellKind kind, int floats) {
        // TDNN: three positions, and rings of 2 × 13, 4 × 5 and 8 × 5
        assertThat(TestModels.spec(NetworkShape.of(kind, 3, 5), 0).stateSize()).isEqualTo(floats);
    }

    @Test
    void aTdnnSeesTwiceAsFarWithEachLayer() {
        assertThat(NetworkShape.of(CellKind.TDNN, 1, 5).receptiveField()).isEqualTo(3);
        assertThat(NetworkShape.of(CellKind.TDNN, 4, 5).receptiveField()).isEqualTo(31);
        assertThat(NetworkShape.of(CellKind.GRU, 4, 5).receptiveField()).isEqualTo(1);
    }

    @Test
    void refusesATdnnThatWouldRememberTooMuchNamingWhatDecidesIt() {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> NetworkShape.of(CellKind.TDNN, 10, 5))
                .withMessage("a TDNN must see at most 1024 time steps, which are 1 + (kernelSize - 1) (2^layers - 1):"
                        + " layers=10, kernelSize=3");
        NetworkShape wide = NetworkShape.of(CellKind.TDNN, 9, 512);
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> TestModels.spec(wide, 0))
                .withMessageStartingWith("network must remember at most 65536 values of a feature,");
    }

    @ParameterizedTest(name = "{0} with a kernel of {1}")
    @CsvSource({"LSTM, 3, 1", "GRU, 0, 1", "TDNN, 1, 2 to 64", "TDNN, 65, 2 to 64"})
    void refusesAKernelThatTheKindCannotHave(CellKind kind, int kernelSize, String allowed) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> new NetworkShape(kind, 1, 5, Skip.NONE, kernelSize))
                .withMessage("kernelSize must be " + allowed + ": kernelSize=" + kernelSize);
    }

    @ParameterizedTest
    @EnumSource
    void everySkipIsFoundByItsCode(Skip skip) {
        assertThat(Skip.ofCode(skip.code())).isEqualTo(skip);
    }

    @Test
    void refusesAnUnknownSkipNamingIt() {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> Skip.ofCode((byte) 7))
                .withMessage("skip must be one of the known codes (0 = NONE, 1 = IDENTITY, 2 = CONCAT): code=7");
    }

    @ParameterizedTest
    @CsvSource({"lstm", "lstm-coupled", "gru+identity", "rnn+concat", "tdnn:3", "tdnn:12+concat"})
    void aManifestsNameGivesBackTheShape(String text) {
        NetworkShape network = NetworkShape.of(text, 2, 5);

        assertThat(network.cellText()).isEqualTo(text);
        assertThat(network).hasToString(text + ", L=2, H=5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LSTM", "lstm:3", "tdnn", "tdnn:03", "tdnn:3+", "gru+none", "gru+identity+concat"})
    void refusesANameThatIsNoneNamingIt(String text) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> NetworkShape.of(text, 2, 5))
                .withMessage(
                        "cell must be one of [lstm, lstm-coupled, lstm-peephole, rnn, gru, tdnn], tdnn with :K after"
                                + " it, each with +identity, +concat or nothing after that: '" + text + "'");
    }
}
