package io.surprisal.model.math;

/**
 * IEEE 754 binary16 in a {@code short}, for stored values that need three digits: 11 significant bits, magnitudes from
 * 6e-8 to {@value #MAX}.
 */
public final class HalfFloat {

    /** The largest finite value; larger ones become it, with their sign. */
    public static final float MAX = 65504f;

    private static final int SIGN = 0x8000;
    private static final int EXPONENT = 0x1f;
    private static final int MANTISSA = 0x3ff;
    private static final int MANTISSA_BITS = 10;
    private static final int DROPPED_BITS = 23 - MANTISSA_BITS;
    private static final int BIAS_DIFFERENCE = 127 - 15;
    private static final int INFINITE_BITS = 0x7f800000;
    private static final float MIN_NORMAL = 0x1p-14f;
    private static final float UNIT_OF_SUBNORMALS = 0x1p-24f;

    private HalfFloat() {}

    /**
     * Rounds to the nearest value, ties to even. What is too large becomes ±{@value #MAX}; a NaN becomes 0, so that no
     * stored value is ever other than finite.
     */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & SIGN;
        float size = Math.abs(value);
        if (!(size < MAX)) {
            return (short) (Float.isNaN(value) ? 0 : sign | fromNormal(MAX));
        }
        int magnitude = size < MIN_NORMAL ? (int) Math.rint(size / UNIT_OF_SUBNORMALS) : fromNormal(size);
        return (short) (sign | magnitude);
    }

    /** The exact value of a stored number. */
    public static float toFloat(short half) {
        int sign = (half & SIGN) << 16;
        int exponent = (half >>> MANTISSA_BITS) & EXPONENT;
        int mantissa = half & MANTISSA;
        if (exponent == 0) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(mantissa * UNIT_OF_SUBNORMALS));
        }
        int size = exponent == EXPONENT ? INFINITE_BITS : (exponent + BIAS_DIFFERENCE) << 23;
        return Float.intBitsToFloat(sign | size | mantissa << DROPPED_BITS);
    }

    private static int fromNormal(float size) {
        int bits = Float.floatToRawIntBits(size) - (BIAS_DIFFERENCE << 23);
        int even = (bits >>> DROPPED_BITS) & 1;
        return (bits + (1 << (DROPPED_BITS - 1)) - 1 + even) >>> DROPPED_BITS;
    }
}
