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
    }

    @Test
    void refusesAnUnknownCodeNamingIt() {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> CellKind.ofCode((byte) 99))
                .withMessage("cell kind must be one of the known codes (1 = LSTM): code=99");
    }
}
