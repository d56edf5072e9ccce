package io.surprisal.topology.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.topology.view.HistoryRow;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryReductionTest {

    private static final int ALERT = 3;

    @Test
    void leavesAllRowsWhileThereAreFew() {
        HistoryReduction reduction = reduced(100, 100);

        assertThat(reduction.isReduced()).isFalse();
        assertThat(times(reduction)).hasSize(100).isSorted();
    }

    @Test
    void keepsTheExtremesAndTheAlertsOfMany() {
        HistoryReduction reduction = new HistoryReduction(0, 99_999, 300);
        for (int row = 0; row < 100_000; row++) {
            double value = row == 40_000 ? 99 : row == 70_000 ? -99 : StrictMath.sin(row / 100.0);
            reduction.add(row, row(row % 10_000 == 7 ? ALERT : 1, 0.1f, value));
        }

        assertThat(reduction.rows()).isEqualTo(100_000);
        assertThat(reduction.isReduced()).isTrue();
        assertThat(times(reduction))
                .isSorted()
                .hasSizeBetween(200, 320)
                .contains(40_000L, 70_000L)
                .contains(7L, 10_007L, 90_007L);
    }

    private static HistoryReduction reduced(int rows, int points) {
        HistoryReduction reduction = new HistoryReduction(0, rows, points);
        for (int row = 0; row < rows; row++) {
            reduction.add(row, row(1, 0, row));
        }
        return reduction;
    }

    private static List<Long> times(HistoryReduction reduction) {
        return reduction.left().stream()
                .map(HistoryReduction.Timed::eventTimeMs)
                .toList();
    }

    /** As docs/FORMATS.md has it. */
    private static HistoryRow row(int flags, float score, double observed) {
        return HistoryRow.of(ByteBuffer.allocate(34)
                .put((byte) 1)
                .put((byte) flags)
                .putInt(7)
                .putFloat(score)
                .putFloat(0.5f)
                .putDouble(observed)
                .putDouble(0)
                .putFloat(1)
                .array());
    }
}
