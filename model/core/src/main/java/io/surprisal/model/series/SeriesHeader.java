package io.surprisal.model.series;

import io.surprisal.model.NetworkShape;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The fixed start of a series' state, readable without any model.
 *
 * @param formatVersion format version of the bytes
 * @param network the stack of layers
 * @param recurrentSize R, numbers that the network remembers of a feature
 * @param features F
 * @param window W, rows in the rings
 * @param channelMask bit k = channel k is counted
 * @param farForecasts pending far forecasts of each feature
 * @param featureSetHash hash of the feature names
 * @param modelSha256 hash of the weights that the recurrent state belongs to, 64 hexadecimal digits
 * @param aliasEpoch which entry of the alias' schedule named the model
 * @param lastEventTimeMs event time of the last row that counted, meaningless if {@code rows} is 0
 * @param sourcePartition source partition of the last record, −1 = unknown
 * @param lastOffset offset of the last record in it, −1 = unknown
 * @param rows n, rows by which the state has advanced
 * @param missingRows rows without any value
 * @param lateRows late rows
 * @param clockRetreats times that the clock was taken back
 * @param warmUpRows rows still to be seen before the first is scored
 * @param rowsSinceAlert rows since the last alert; 65,535 = so many or more, or none yet
 * @param typicalGapSeconds typical time between two rows
 */
public record SeriesHeader(
        int formatVersion,
        NetworkShape network,
        int recurrentSize,
        int features,
        int window,
        int channelMask,
        int farForecasts,
        long featureSetHash,
        String modelSha256,
        long aliasEpoch,
        long lastEventTimeMs,
        int sourcePartition,
        long lastOffset,
        long rows,
        long missingRows,
        long lateRows,
        int clockRetreats,
        int warmUpRows,
        int rowsSinceAlert,
        float typicalGapSeconds) {

    /**
     * Reads the header of a state.
     *
     * @throws IllegalArgumentException if {@link SeriesState#wrap} refuses the array
     */
    public static SeriesHeader read(byte[] bytes) {
        return SeriesState.wrap(bytes).header();
    }

    static SeriesHeader of(SeriesState state) {
        return new SeriesHeader(
                state.u8(SeriesStateLayout.VERSION),
                state.layout().network(),
                state.layout().recurrentSize(),
                state.layout().features(),
                state.u16(SeriesStateLayout.WINDOW),
                state.u16(SeriesStateLayout.CHANNEL_MASK),
                state.u16(SeriesStateLayout.FAR_FORECASTS),
                state.i64(SeriesStateLayout.FEATURE_SET_HASH),
                state.modelSha256(),
                state.i64(SeriesStateLayout.ALIAS_EPOCH),
                state.i64(SeriesStateLayout.LAST_EVENT_TIME),
                state.i32(SeriesStateLayout.SOURCE_PARTITION),
                state.i64(SeriesStateLayout.LAST_OFFSET),
                state.u32(SeriesStateLayout.ROWS),
                state.u32(SeriesStateLayout.MISSING_ROWS),
                state.u32(SeriesStateLayout.LATE_ROWS),
                state.u16(SeriesStateLayout.CLOCK_RETREATS),
                state.u8(SeriesStateLayout.WARM_UP_ROWS),
                state.u16(SeriesStateLayout.ROWS_SINCE_ALERT),
                state.f32(SeriesStateLayout.TYPICAL_GAP));
    }

    /** The SHA-256 that these 32 bytes are, in hexadecimal digits; empty if all are zero. */
    static Optional<String> sha256(byte[] bytes, int offset) {
        int any = 0;
        for (int index = 0; index < SeriesState.SHA256_BYTES; index++) {
            any |= bytes[offset + index];
        }
        return any == 0
                ? Optional.empty()
                : Optional.of(HexFormat.of().formatHex(bytes, offset, offset + SeriesState.SHA256_BYTES));
    }
}
