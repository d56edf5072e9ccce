package io.surprisal.model.math;

/**
 * Elementary functions in double precision, accurate to a few units in the last place. The arguments are reduced as in
 * [1], chapter 11, the series are Taylor's, long enough that the first neglected term is below the rounding.
 *
 * <p>[1] Muller, Elementary Functions, 3rd edition, 2016.
 */
public final class Functions {

    /** ln 2. */
    public static final double LN_2 = 0.6931471805599453;

    /** π. */
    public static final double PI = Math.PI;

    private static final double LOG2_E = 1.4426950408889634;

    // ln 2 in two parts: the first has 21 trailing zero bits, so that its product with an exponent is exact.
    private static final double LN_2_HIGH = 0x1.62e42feep-1;
    private static final double LN_2_LOW = 0x1.a39ef35793c76p-33;

    private static final double EXP_LARGEST = 709.0;
    private static final double EXP_SMALLEST = -708.0;

    private static final int EXPONENT_BIAS = 1023;
    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA_MASK = (1L << MANTISSA_BITS) - 1;
    private static final double SQRT_2 = 1.4142135623730951;
    private static final double TWO_POW_54 = 0x1p54;

    /** Above this, x² + 1 = x² in doubles. */
    private static final double ASINH_LARGE = 1e9;

    private static final double LOG_1P_DIRECT = 0.4;
    private static final double SINH_SERIES = 0.5;

    private Functions() {}

    /** e^x; 0 below -708 and infinite above 709. */
    public static double exp(double x) {
        if (x < EXP_SMALLEST) {
            return 0;
        }
        if (x > EXP_LARGEST) {
            return Double.POSITIVE_INFINITY;
        }
        double exponent = Math.rint(x * LOG2_E);
        double rest = (x - exponent * LN_2_HIGH) - exponent * LN_2_LOW;
        return expSeries(rest) * powerOfTwo((int) exponent);
    }

    /** 2^x; 0 below -1021 and infinite above 1022. */
    public static double exp2(double x) {
        if (x < 2 - EXPONENT_BIAS) {
            return 0;
        }
        if (x > EXPONENT_BIAS - 1) {
            return Double.POSITIVE_INFINITY;
        }
        double exponent = Math.rint(x);
        return expSeries((x - exponent) * LN_2) * powerOfTwo((int) exponent);
    }

    /** Natural logarithm; negative infinity for 0, NaN below. */
    public static double log(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
        }
        double scaled = x < Double.MIN_NORMAL ? x * TWO_POW_54 : x;
        int exponent = Math.getExponent(scaled) - (x < Double.MIN_NORMAL ? 54 : 0);
        double mantissa = Double.longBitsToDouble(
                (Double.doubleToRawLongBits(scaled) & MANTISSA_MASK) | ((long) EXPONENT_BIAS << MANTISSA_BITS));
        if (mantissa > SQRT_2) {
            mantissa *= 0.5;
            exponent++;
        }
        double part = mantissa - 1;
        return exponent * LN_2_HIGH + (exponent * LN_2_LOW + twiceAtanh(part / (2 + part)));
    }

    /** Inverse of {@link #sinh}: linear near 0, logarithmic in the tails. */
    public static double asinh(double x) {
        double size = Math.abs(x);
        if (size > ASINH_LARGE) {
            return Math.copySign(log(size) + LN_2, x);
        }
        double square = size * size;
        double above = size + square / (1 + Math.sqrt(1 + square)); // e^asinh - 1
        double result = above < LOG_1P_DIRECT ? twiceAtanh(above / (2 + above)) : log(1 + above);
        return Math.copySign(result, x);
    }

    /** Hyperbolic sine. */
    public static double sinh(double x) {
        double size = Math.abs(x);
        if (size > SINH_SERIES) {
            double half = 0.5 * exp(size);
            return Math.copySign(half - 0.25 / half, x);
        }
        double square = x * x;
        double sum = 1 + square / (14 * 15);
        sum = 1 + square / (12 * 13) * sum;
        sum = 1 + square / (10 * 11) * sum;
        sum = 1 + square / (8 * 9) * sum;
        sum = 1 + square / (6 * 7) * sum;
        sum = 1 + square / (4 * 5) * sum;
        sum = 1 + square / (2 * 3) * sum;
        return x * sum;
    }

    /** sin(2π x): the sine of an angle in turns. */
    public static double sinOfTurns(double x) {
        return quadrant(x, 0);
    }

    /** cos(2π x): the cosine of an angle in turns. */
    public static double cosOfTurns(double x) {
        return quadrant(x, 1);
    }

    private static double quadrant(double turns, int ahead) {
        double quarters = 4 * (turns - Math.rint(turns));
        double whole = Math.rint(quarters);
        double angle = (quarters - whole) * (PI / 2);
        return switch (((int) whole + ahead) & 3) {
            case 0 -> sinSeries(angle);
            case 1 -> cosSeries(angle);
            case 2 -> -sinSeries(angle);
            default -> -cosSeries(angle);
        };
    }

    /** sin x for |x| up to π/4. */
    private static double sinSeries(double x) {
        double square = x * x;
        double sum = 1 - square / (16 * 17);
        sum = 1 - square / (14 * 15) * sum;
        sum = 1 - square / (12 * 13) * sum;
        sum = 1 - square / (10 * 11) * sum;
        sum = 1 - square / (8 * 9) * sum;
        sum = 1 - square / (6 * 7) * sum;
        sum = 1 - square / (4 * 5) * sum;
        sum = 1 - square / (2 * 3) * sum;
        return x * sum;
    }

    /** cos x for |x| up to π/4. */
    private static double cosSeries(double x) {
        double square = x * x;
        double sum = 1 - square / (15 * 16);
        sum = 1 - square / (13 * 14) * sum;
        sum = 1 - square / (11 * 12) * sum;
        sum = 1 - square / (9 * 10) * sum;
        sum = 1 - square / (7 * 8) * sum;
        sum = 1 - square / (5 * 6) * sum;
        sum = 1 - square / (3 * 4) * sum;
        return 1 - square / 2 * sum;
    }

    /** e^x for |x| up to ln 2 / 2. */
    private static double expSeries(double x) {
        double sum = 1.0 / 6227020800.0;
        sum = sum * x + 1.0 / 479001600.0;
        sum = sum * x + 1.0 / 39916800.0;
        sum = sum * x + 1.0 / 3628800.0;
        sum = sum * x + 1.0 / 362880.0;
        sum = sum * x + 1.0 / 40320.0;
        sum = sum * x + 1.0 / 5040.0;
        sum = sum * x + 1.0 / 720.0;
        sum = sum * x + 1.0 / 120.0;
        sum = sum * x + 1.0 / 24.0;
        sum = sum * x + 1.0 / 6.0;
        sum = sum * x + 0.5;
        sum = sum * x + 1;
        return sum * x + 1;
    }

    /** 2 artanh x = ln((1 + x) / (1 - x)) for |x| up to 0.18. */
    private static double twiceAtanh(double x) {
        double square = x * x;
        double sum = 1.0 / 23;
        sum = sum * square + 1.0 / 21;
        sum = sum * square + 1.0 / 19;
        sum = sum * square + 1.0 / 17;
        sum = sum * square + 1.0 / 15;
        sum = sum * square + 1.0 / 13;
        sum = sum * square + 1.0 / 11;
        sum = sum * square + 1.0 / 9;
        sum = sum * square + 1.0 / 7;
        sum = sum * square + 1.0 / 5;
        sum = sum * square + 1.0 / 3;
        return 2 * x + 2 * x * square * sum;
    }

    private static double powerOfTwo(int exponent) {
        return Double.longBitsToDouble((long) (exponent + EXPONENT_BIAS) << MANTISSA_BITS);
    }
}
