package io.surprisal.topology.view;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A row of a series as the history has it. In bytes, big-endian:
 *
 * <pre>
 *    0  u8   format version, 1
 *    1  u8   1 = scored (else warming up), 2 = alert, 4 = above the threshold but no alert, 8 = version fallback
 *    2  i32  first four bytes of the SHA-256 of the weights that judged it
 *    6  f32  score
 *   10  f32  threshold
 *   14       of each feature: f64 observed (NaN: missing), f64 expected, f32 spread
 * </pre>
 *
 * <p>Immutable, but for the arrays, which belong to it.
 */
public final class HistoryRow {

    static final int FORMAT_VERSION = 1;
    static final int SCORED = 1;
    static final int ALERT = 2;
    static final int SILENCED = 4;
    static final int VERSION_FALLBACK = 8;

    private static final int HEADER_BYTES = 14;
    private static final int FEATURE_BYTES = 2 * Double.BYTES + Float.BYTES;
    private static final int HASH_DIGITS = 8;

    private final int flags;
    private final int model;
    private final float score;
    private final float threshold;
    private final double[] observed;
    private final double[] expected;
    private final float[] spread;

    /**
     * A row.
     *
     * @param model as {@link #modelOf} has it
     * @param observed kept, [F]; NaN is missing
     * @param expected kept, [F]
     * @param spread kept, [F]
     */
    HistoryRow(
            int flags, int model, float score, float threshold, double[] observed, double[] expected, float[] spread) {
        this.flags = flags;
        this.model = model;
        this.score = score;
        this.threshold = threshold;
        this.observed = observed;
        this.expected = expected;
        this.spread = spread;
    }

    /** The first four bytes of a hash: enough to tell the versions of a series apart. */
    static int modelOf(String sha256) {
        return (int) Long.parseLong(sha256.substring(0, HASH_DIGITS), 16);
    }

    /** It in bytes; a new array. */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + FEATURE_BYTES * observed.length);
        bytes.put((byte) FORMAT_VERSION).put((byte) flags).putInt(model);
        bytes.putFloat(score).putFloat(threshold);
        for (int feature = 0; feature < observed.length; feature++) {
            bytes.putDouble(observed[feature]).putDouble(expected[feature]).putFloat(spread[feature]);
        }
        return bytes.array();
    }

    /**
     * Reads it from bytes.
     *
     * @throws SerializationException if they are of another version or cut off
     */
    public static HistoryRow of(byte[] stored) {
        int version = stored.length == 0 ? -1 : stored[0];
        if (version != FORMAT_VERSION) {
            throw new SerializationException(
                    "a row of history must have format version " + FORMAT_VERSION + ": found " + version);
        }
        int features = (stored.length - HEADER_BYTES) / FEATURE_BYTES;
        if (features < 1 || stored.length != HEADER_BYTES + FEATURE_BYTES * features) {
            throw new SerializationException("a row of history must have " + HEADER_BYTES + " + " + FEATURE_BYTES
                    + " × F bytes: found " + stored.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored, 1, stored.length - 1);
        int flags = bytes.get();
        int model = bytes.getInt();
        float score = bytes.getFloat();
        float threshold = bytes.getFloat();
        double[] observed = new double[features];
        double[] expected = new double[features];
        float[] spread = new float[features];
        for (int feature = 0; feature < features; feature++) {
            observed[feature] = bytes.getDouble();
            expected[feature] = bytes.getDouble();
            spread[feature] = bytes.getFloat();
        }
        return new HistoryRow(flags, model, score, threshold, observed, expected, spread);
    }

    /** F. */
    public int features() {
        return observed.length;
    }

    /** The observed value; NaN where it was missing. */
    public double observed(int feature) {
        return observed[feature];
    }

    /** The forecast made one row before. */
    public double expected(int feature) {
        return expected[feature];
    }

    /** Half the width of the band of one standard deviation around the forecast. */
    public double spread(int feature) {
        return spread[feature];
    }

    /** The score; 0 while the series warms up. */
    public double score() {
        return score;
    }

    /** The score from which on the row is anomalous. */
    public double threshold() {
        return threshold;
    }

    /** Whether the row was scored; else the series was warming up. */
    public boolean isScored() {
        return (flags & SCORED) != 0;
    }

    /** Whether the row was an alert. */
    public boolean isAlert() {
        return (flags & ALERT) != 0;
    }

    /** Whether the row was above the threshold and no alert. */
    public boolean isSilenced() {
        return (flags & SILENCED) != 0;
    }

    /** Whether another version should have judged it. */
    public boolean isVersionFallback() {
        return (flags & VERSION_FALLBACK) != 0;
    }

    /** First 8 digits of the SHA-256 of the weights that judged it. */
    public String model() {
        return HexFormat.of().toHexDigits(model);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HistoryRow that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "HistoryRow[model=" + model() + ", score=" + score + ", alert=" + isAlert() + ", observed="
                + Arrays.toString(observed) + ']';
    }
}
