package io.surprisal.model.series;

import static io.surprisal.model.series.SeriesStateLayout.FORMAT_VERSION;
import static io.surprisal.model.series.SeriesStateLayout.HEADER_BYTES;

import io.surprisal.model.ModelSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * All that is remembered of a series: a view over one byte array, read and written by the offsets of
 * {@link SeriesStateLayout}. The caller owns the array; the detector changes it in place, so whoever got it from a store
 * passes a copy. Not thread-safe. Equal if the bytes are.
 */
public final class SeriesState {

    static final int SHA256_BYTES = 32;

    private static final int CHANNELS_OF_ONE = 0b11111;
    private static final int CHANNELS_OF_SEVERAL = 0b1110100000;
    private static final int NO_ALERT_YET = 0xffff;
    private static final int UNKNOWN = -1;

    private final byte[] bytes;
    private final SeriesStateLayout layout;

    private SeriesState(byte[] bytes, SeriesStateLayout layout) {
        this.bytes = bytes;
        this.layout = layout;
    }

    /**
     * A view over a stored state. One of an older format version becomes a new array of the present version, see
     * {@link StateUpgrade}.
     *
     * @param bytes the state; kept, not copied
     * @throws IllegalArgumentException if the version is unknown, the header makes no sense, or the length is not the
     *     one that follows from the header
     */
    public static SeriesState wrap(byte[] bytes) {
        requireKnownHeader(bytes);
        if (bytes[SeriesStateLayout.VERSION] != FORMAT_VERSION) {
            return StateUpgrade.apply(bytes);
        }
        return view(bytes);
    }

    static SeriesState view(byte[] bytes) {
        SeriesStateLayout layout = SeriesStateLayout.ofHeader(bytes);
        requireLength(bytes, FORMAT_VERSION, layout, layout.bytes());
        return new SeriesState(bytes, layout);
    }

    /** A view whose length and version are as they are. */
    static SeriesState unchecked(byte[] bytes, SeriesStateLayout layout) {
        return new SeriesState(bytes, layout);
    }

    static int channelMask(SeriesStateLayout layout) {
        return layout.isUnivariate() ? CHANNELS_OF_ONE : CHANNELS_OF_SEVERAL;
    }

    static void requireLength(byte[] bytes, int version, SeriesStateLayout layout, int length) {
        if (bytes.length != length) {
            throw new IllegalArgumentException("series state of version " + version + " must have " + length
                    + " bytes for " + layout.network() + ", F=" + layout.features()
                    + ": length=" + bytes.length);
        }
    }

    /**
     * The state of a series of which nothing is known yet.
     *
     * @param modelSha256 hash of the weights, 64 hexadecimal digits
     * @param warmUpRows rows to be seen before the first is scored
     */
    public static SeriesState create(ModelSpec spec, String modelSha256, FeatureSet features, int warmUpRows) {
        SeriesStateLayout layout = SeriesStateLayout.of(spec, features.size());
        SeriesState state = new SeriesState(new byte[layout.bytes()], layout);
        state.putU8(SeriesStateLayout.VERSION, FORMAT_VERSION);
        layout.putNetwork(state);
        state.putU8(SeriesStateLayout.FLAGS, layout.isUnivariate() ? 0 : SeriesStateLayout.FLAG_HALF_RECURRENT_STATE);
        state.putU16(SeriesStateLayout.FEATURES, layout.features());
        state.putU16(SeriesStateLayout.WINDOW, layout.window());
        state.putU16(SeriesStateLayout.CHANNEL_MASK, layout.isUnivariate() ? CHANNELS_OF_ONE : CHANNELS_OF_SEVERAL);
        state.putU16(SeriesStateLayout.FAR_FORECASTS, layout.farForecastCount());
        state.putU8(SeriesStateLayout.BUCKETS_PER_DAY, layout.bucketsPerDay());
        state.putU8(SeriesStateLayout.DAY_TYPES, layout.dayTypes());
        state.putI64(SeriesStateLayout.FEATURE_SET_HASH, features.hash());
        state.putHash(SeriesStateLayout.MODEL_SHA256, modelSha256);
        state.putI64(SeriesStateLayout.LAST_OFFSET, UNKNOWN);
        state.putI32(SeriesStateLayout.SOURCE_PARTITION, UNKNOWN);
        state.putU16(SeriesStateLayout.ROWS_SINCE_ALERT, NO_ALERT_YET);
        state.putU8(SeriesStateLayout.WARM_UP_ROWS, warmUpRows);
        for (int feature = 0; feature < layout.features(); feature++) {
            state.putI32(layout.block(feature) + SeriesStateLayout.NAME_HASH, features.nameHash(feature));
        }
        return state;
    }

    static void requireKnownHeader(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "series state must have at least " + HEADER_BYTES + " bytes: length=" + bytes.length);
        }
        int version = bytes[SeriesStateLayout.VERSION] & 0xff;
        if (version < StateUpgrade.OLDEST_VERSION || version > FORMAT_VERSION) {
            throw new IllegalArgumentException("series state must have format version " + StateUpgrade.OLDEST_VERSION
                    + " to " + FORMAT_VERSION + ": version=" + version + ", length=" + bytes.length);
        }
    }

    /** The array itself, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where everything stands. */
    public SeriesStateLayout layout() {
        return layout;
    }

    /** The header's fields. */
    public SeriesHeader header() {
        return SeriesHeader.of(this);
    }

    /** Hash of the weights that h and c belong to, 64 hexadecimal digits. */
    public String modelSha256() {
        return HexFormat.of()
                .formatHex(bytes, SeriesStateLayout.MODEL_SHA256, SeriesStateLayout.MODEL_SHA256 + SHA256_BYTES);
    }

    /** Hash of the model before this one while forecasts of it are pending. */
    public Optional<String> olderForecastModel() {
        return u16(SeriesStateLayout.OLDER_FORECASTS) == 0
                ? Optional.empty()
                : SeriesHeader.sha256(bytes, SeriesStateLayout.PREVIOUS_MODEL_SHA256);
    }

    /** Whether h and c belong to the weights of this hash, 32 bytes. */
    public boolean isOfModel(byte[] sha256) {
        return Arrays.equals(
                bytes,
                SeriesStateLayout.MODEL_SHA256,
                SeriesStateLayout.MODEL_SHA256 + SHA256_BYTES,
                sha256,
                0,
                SHA256_BYTES);
    }

    /**
     * Notes that h and c now belong to other weights, and whose the pending forecasts still are.
     *
     * @param sha256 hash of the weights, 64 hexadecimal digits
     * @param before hash of those before
     */
    public void stampModel(String sha256, String before) {
        putHash(SeriesStateLayout.MODEL_SHA256, sha256);
        putHash(SeriesStateLayout.PREVIOUS_MODEL_SHA256, before);
        putU16(SeriesStateLayout.OLDER_FORECASTS, layout.farForecastCount());
    }

    private void putHash(int offset, String sha256) {
        System.arraycopy(HexFormat.of().parseHex(sha256), 0, bytes, offset, SHA256_BYTES);
    }

    /** An unsigned byte. */
    public int u8(int offset) {
        return bytes[offset] & 0xff;
    }

    /** Sets an unsigned byte. */
    public void putU8(int offset, int value) {
        bytes[offset] = (byte) value;
    }

    /** An unsigned 16-bit number. */
    public int u16(int offset) {
        return LittleEndian.getShort(bytes, offset) & 0xffff;
    }

    /** Sets an unsigned 16-bit number. */
    public void putU16(int offset, int value) {
        LittleEndian.putShort(bytes, offset, (short) value);
    }

    /** A 32-bit number. */
    public int i32(int offset) {
        return LittleEndian.getInt(bytes, offset);
    }

    /** Sets a 32-bit number. */
    public void putI32(int offset, int value) {
        LittleEndian.putInt(bytes, offset, value);
    }

    /** An unsigned 32-bit number. */
    public long u32(int offset) {
        return LittleEndian.getInt(bytes, offset) & 0xffff_ffffL;
    }

    /** Adds 1 to an unsigned 32-bit number, which stays where it is at its largest. */
    public void increment(int offset) {
        int value = LittleEndian.getInt(bytes, offset);
        if (value != -1) {
            LittleEndian.putInt(bytes, offset, value + 1);
        }
    }

    /** A 64-bit number. */
    public long i64(int offset) {
        return LittleEndian.getLong(bytes, offset);
    }

    /** Sets a 64-bit number. */
    public void putI64(int offset, long value) {
        LittleEndian.putLong(bytes, offset, value);
    }

    /** A 32-bit floating-point number. */
    public float f32(int offset) {
        return LittleEndian.getFloat(bytes, offset);
    }

    /** Sets a 32-bit floating-point number. */
    public void putF32(int offset, float value) {
        LittleEndian.putFloat(bytes, offset, value);
    }

    /** A 64-bit floating-point number. */
    public double f64(int offset) {
        return LittleEndian.getDouble(bytes, offset);
    }

    /** Sets a 64-bit floating-point number. */
    public void putF64(int offset, double value) {
        LittleEndian.putDouble(bytes, offset, value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeriesState that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "SeriesState[" + header() + "]";
    }
}
