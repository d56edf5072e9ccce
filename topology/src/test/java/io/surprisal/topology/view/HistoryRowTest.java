package io.surprisal.topology.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class HistoryRowTest {

    private static final HistoryRow ROW = new HistoryRow(
            HistoryRow.SCORED | HistoryRow.ALERT,
            HistoryRow.modelOf("fedcba98".repeat(8)),
            0.75f,
            0.5f,
            new double[] {1.5, Double.NaN},
            new double[] {1.25, -3},
            new float[] {0.5f, 2});

    /** As format version 1 was released. */
    private static final String GOLDEN = "0103fedcba983f4000003f000000"
            + "3ff80000000000003ff40000000000003f000000"
            + "7ff8000000000000c00800000000000040000000";

    @Test
    void hasTheBytesOfItsFirstVersion() {
        assertThat(HexFormat.of().formatHex(ROW.bytes())).isEqualTo(GOLDEN);
    }

    @Test
    void readsWhatItHasWritten() {
        HistoryRow read = HistoryRow.of(HexFormat.of().parseHex(GOLDEN));

        assertThat(read).isEqualTo(ROW).hasSameHashCodeAs(ROW);
        assertThat(read.features()).isEqualTo(2);
        assertThat(read.model()).isEqualTo("fedcba98");
        assertThat(read.isScored()).isTrue();
        assertThat(read.isAlert()).isTrue();
        assertThat(read.isSilenced()).isFalse();
        assertThat(read.isVersionFallback()).isFalse();
        assertThat(read.observed(1)).isNaN();
        assertThat(read.spread(1)).isEqualTo(2);
    }

    @Test
    void refusesAnUnknownVersionAndACutOffRow() {
        byte[] newer = ROW.bytes();
        newer[0] = 9;

        assertThatThrownBy(() -> HistoryRow.of(newer))
                .isInstanceOf(SerializationException.class)
                .hasMessage("a row of history must have format version 1: found 9");
        assertThatThrownBy(() -> HistoryRow.of(Arrays.copyOf(ROW.bytes(), 53)))
                .isInstanceOf(SerializationException.class)
                .hasMessage("a row of history must have 14 + 20 × F bytes: found 53");
        assertThatThrownBy(() -> HistoryRow.of(new byte[0]))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("found -1");
    }
}
