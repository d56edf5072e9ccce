package io.surprisal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CellKindTest {

    @ParameterizedTest
    @EnumSource
    void everyKindIsFoundByItsCode(CellKind kind) {
        assertThat(CellKind.ofCode(kind.code())).isEqualTo(kind);
    }

    @Test
    void theCodesOfStoredKindsNeverChange() {
        assertThat(CellKind.LSTM.code()).isEqualTo((byte) 1);
        assertThat(CellKind.LSTM_COUPLED.code()).isEqualTo((byte) 2);
        assertThat(CellKind.LSTM_PEEPHOLE.code()).isEqualTo((byte) 3);
        assertThat(CellKind.RNN.code()).isEqualTo((byte) 4);
        assertThat(CellKind.GRU.code()).isEqualTo((byte) 5);
        assertThat(CellKind.TDNN.code()).isEqualTo((byte) 6);
    }

    @Test
    void refusesAnUnknownCodeNamingIt() {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> CellKind.ofCode((byte) 99))
                .withMessage("cell kind must be one of the known codes (1 = LSTM, 2 = LSTM_COUPLED, 3 = LSTM_PEEPHOLE,"
                        + " 4 = RNN, 5 = GRU, 6 = TDNN): code=99");
    }
}
