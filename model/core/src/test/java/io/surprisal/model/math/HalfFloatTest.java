package io.surprisal.model.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalfFloatTest {

    private static final int INFINITE = 0x7c00;

    @Test
    void everyFiniteValueSurvivesTheRoundTrip() {
        for (int bits = 0; bits < INFINITE; bits++) {
            for (short half : new short[] {(short) bits, (short) (bits | 0x8000)}) {
                assertThat(HalfFloat.fromFloat(HalfFloat.toFloat(half))).isEqualTo(half);
            }
        }
    }

    @Test
    void theFormatIsThatOfTheStandard() {
        assertThat(HalfFloat.toFloat((short) 0x3c00)).isEqualTo(1f);
        assertThat(HalfFloat.toFloat((short) 0xc000)).isEqualTo(-2f);
        assertThat(HalfFloat.toFloat((short) 0x3555)).isEqualTo(0.33325195f);
        assertThat(HalfFloat.toFloat((short) 0x7bff)).isEqualTo(65504f);
        assertThat(HalfFloat.toFloat((short) 0x0400)).isEqualTo(0x1p-14f);
        assertThat(HalfFloat.toFloat((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(HalfFloat.toFloat((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(HalfFloat.toFloat((short) 0x7e00)).isNaN();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void noOtherValueIsNearer(long seed) {
        Random random = new Random(seed);

        for (int round = 0; round < 50_000; round++) {
            float value = StrictMath.scalb(random.nextFloat() * 2 - 1, random.nextInt(40) - 25);
            if (Math.abs(value) >= HalfFloat.MAX) {
                continue;
            }
            short half = HalfFloat.fromFloat(value);
            double distance = Math.abs((double) HalfFloat.toFloat(half) - value);

            assertThat(distance).isLessThanOrEqualTo(Math.abs((double) neighbour(half, 1) - value));
            assertThat(distance).isLessThanOrEqualTo(Math.abs((double) neighbour(half, -1) - value));
        }
    }

    @Test
    void tiesGoToTheEvenNeighbour() {
        float unit = 0x1p-10f; // between 1 and 2

        assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(1 + unit / 2))).isEqualTo(1f);
        assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(1 + unit * 3 / 2))).isEqualTo(1 + 2 * unit);
        assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(0x1p-25f))).isEqualTo(0f);
        assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(3 * 0x1p-25f))).isEqualTo(2 * 0x1p-24f);
    }

    @ParameterizedTest
    @ValueSource(floats = {65504f, 65519f, 65520f, 1e9f, Float.MAX_VALUE, Float.POSITIVE_INFINITY})
    void whatIsTooLargeBecomesTheLargest(float value) {
        assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(value))).isEqualTo(HalfFloat.MAX);
        assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(-value))).isEqualTo(-HalfFloat.MAX);
    }

    @Test
    void aNanIsNeverStored() {
        assertThat(HalfFloat.fromFloat(Float.NaN)).isZero();
    }

    private static float neighbour(short half, int step) {
        return HalfFloat.toFloat((short)
                ((half & 0x8000) | Math.min(INFINITE - 1, Math.max(0, (half & 0x7fff) + step))));
    }
}
