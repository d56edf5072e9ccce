package io.surprisal.model.series;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.Skip;

/**
 * Where everything stands in a series' state, format version {@value #FORMAT_VERSION}. All numbers are little endian; no
 * field is aligned. The header's offsets are the same in every state; the rest follows from F and from what the network remembers.
 *
 * <pre>
 *   header                          {@value #HEADER_BYTES} B   see the constants
 *   gaps                            W × f16   ring of ln(gap / typical gap)
 *   profile visits                  B × u16   B = buckets per day × day types
 *   joint means                     {@value #JOINT_MEANS} × f32   only if F ≥ 2
 *   joint counts                    {@value #JOINT_CHANNELS} × {@value #JOINT_BINS} × u16  only if F ≥ 2: histograms of the joint statistics
 *   F blocks, one for each feature:
 *     moments                       {@value #MOMENTS_BYTES} B    see the constants
 *     recurrent state               R × f32 (F = 1) or f16: what the network remembers, of an LSTM h and c of each layer
 *     profile means                 B × f32   on x − anchor
 *     profile variance ratios       B × f16 (F = 1) or one f16
 *     pending far forecasts         95 × f16 (F = 1), 95 × i8 (F ≤ 4), none above
 *     values                        W × f16   ring of y
 *     tail counts                   (2 × {@value #ONE_SIDED_BINS} + 3 × {@value #TWO_SIDED_BINS}) × u16 (F = 1) or {@value #COMPACT_BINS} × u16
 *     components                    {@value #COMPONENTS} × f32  only if F ≥ 2: the feature's place in each principal component
 *     unrelated variance, mean      2 × f32  only if F ≥ 2: of what the components do not tell of the feature
 * </pre>
 *
 * <p>Rings are written at (rows advanced) mod length. What the fields mean is told by the classes that read them.
 */
public final class SeriesStateLayout {

    /** The format version that is written. */
    public static final int FORMAT_VERSION = 3;

    /** Bytes of the header. */
    public static final int HEADER_BYTES = 176;

    /** Offset of the format version, u8; at this place in every version. */
    public static final int VERSION = 0;

    /** Offset of the cell kind's code, u8. */
    public static final int CELL_KIND = 1;

    /** Offset of L, u8. */
    public static final int LAYERS = 2;

    /** Offset of the flags, u8. */
    public static final int FLAGS = 3;

    /** Flag: the recurrent state is stored as f16. */
    public static final int FLAG_HALF_RECURRENT_STATE = 1;

    /** Offset of H, u16. */
    public static final int HIDDEN_SIZE = 4;

    /** Offset of F, u16. */
    public static final int FEATURES = 6;

    /** Offset of W, u16: rows in the rings of values and gaps. */
    public static final int WINDOW = 8;

    /** Offset of the channel mask, u16: bit k = channel k of the enum. */
    public static final int CHANNEL_MASK = 10;

    /** Offset of the number of pending far forecasts of a feature, u16. */
    public static final int FAR_FORECASTS = 12;

    /** Offset of the profile's buckets per day, u8. */
    public static final int BUCKETS_PER_DAY = 14;

    /** Offset of the profile's day types, u8: 2 = working day and weekend. */
    public static final int DAY_TYPES = 15;

    /** Offset of the feature set's hash, i64. */
    public static final int FEATURE_SET_HASH = 16;

    /** Offset of the SHA-256 of the weights that h and c belong to, 32 bytes. */
    public static final int MODEL_SHA256 = 24;

    /** Offset of the alias epoch, i64: which entry of the alias' schedule named the model. */
    public static final int ALIAS_EPOCH = 56;

    /** Offset of the last row's event time, i64, milliseconds since the epoch. */
    public static final int LAST_EVENT_TIME = 64;

    /** Offset of the last record's offset in its source partition, i64, −1 = unknown. */
    public static final int LAST_OFFSET = 72;

    /** Offset of the last record's source partition, i32, −1 = unknown. */
    public static final int SOURCE_PARTITION = 80;

    /** Offset of n, u32: rows by which the state has advanced. */
    public static final int ROWS = 84;

    /** Offset of the rows that residual scales and principal components rest on, u32. */
    public static final int SCALE_ROWS = 88;

    /** Offset of the count of rows without any value, u32. */
    public static final int MISSING_ROWS = 92;

    /** Offset of the count of late rows, u32. */
    public static final int LATE_ROWS = 96;

    /** Offset of the typical gap, f32, seconds. */
    public static final int TYPICAL_GAP = 100;

    /** Offset of the last late row's event time, i64. */
    public static final int LAST_LATE_TIME = 104;

    /** Offset of the hash of the last row's values, i64. */
    public static final int LAST_VALUES_HASH = 112;

    /** Offset of A of the last alert, f32. */
    public static final int LAST_ALERT_RARITY = 120;

    /** Offset of the rows since the last one above the threshold of an incident, u16; 65,535 = so many or more, or none yet. */
    public static final int ROWS_SINCE_ALERT = 124;

    /** Offset of the number of consecutive late rows in order, u8. */
    public static final int CONSECUTIVE_LATE = 126;

    /** Offset of the number of rows still to be seen before the first is scored, u8. */
    public static final int WARM_UP_ROWS = 127;

    /** Offset of the SHA-256 of the model before this one, 32 bytes; zeros = none. */
    public static final int PREVIOUS_MODEL_SHA256 = 128;

    /** Offset of the number of rows for which forecasts of the model before are still pending, u16. */
    public static final int OLDER_FORECASTS = 160;

    /** Offset of the count of times that the clock was taken back, u16. */
    public static final int CLOCK_RETREATS = 162;

    /** Offset of whether the last row was suspect, u8: 0 or 1. */
    public static final int SUSPECT = 164;

    /** Offset of the count of rows held back, u8. */
    public static final int HELD_ROWS = 165;

    /** Offset of the code of what layers hand on beside their h, u8: 0 = nothing. */
    public static final int SKIP = 166;

    /** Offset of the time steps that a layer's convolution reads, u8; 0 = 1, as in the kinds that have none. */
    public static final int KERNEL_SIZE = 167;

    /** Offset of R, i32: numbers that the network remembers of a feature; 0 = 2·L·H, as an LSTM does. */
    public static final int RECURRENT_SIZE = 168;

    /** Offset of the route epoch, u32: how many changes of routes had been read when the model was chosen; 0 = not told. */
    public static final int ROUTE_EPOCH = 172;

    /** Bytes of a feature's moments. */
    public static final int MOMENTS_BYTES = 70;

    /** Offset within a feature's block: anchor, f64; all other values of a feature are stored as x − anchor. */
    public static final int ANCHOR = 0;

    /** Offset within a feature's block: hash of its name, i32. */
    public static final int NAME_HASH = 8;

    /** Offset within a feature's block: rows in which it had a value, u32. */
    public static final int SEEN = 12;

    /** Offset within a feature's block: slow mean, f32. */
    public static final int MEAN = 16;

    /** Offset within a feature's block: slow standard deviation, f32. */
    public static final int DEVIATION = 20;

    /** Offset within a feature's block: fast mean, f32. */
    public static final int FAST_MEAN = 24;

    /** Offset within a feature's block: last value, f32. */
    public static final int LAST_VALUE = 28;

    /** Offset within a feature's block: value before the last, f32. */
    public static final int SECOND_LAST_VALUE = 32;

    /** Offset within a feature's block: what the profile said of the last row, f32, normalised. */
    public static final int LAST_PROFILE = 36;

    /** Offset within a feature's block: V of the surprise channel, f32. */
    public static final int SURPRISE_VARIANCE = 40;

    /** Offset within a feature's block: V of the drift channel, f32. */
    public static final int DRIFT_VARIANCE = 44;

    /** Offset within a feature's block: Q of the drift channel, f32. */
    public static final int DRIFT_MEAN = 48;

    /** Offset within a feature's block: recent mean change of the variability channel, f32. */
    public static final int RECENT_CHANGE = 52;

    /** Offset within a feature's block: usual mean change of the variability channel, f32. */
    public static final int USUAL_CHANGE = 56;

    /** Offset within a feature's block: running |residual| that a change of version compares with, f32. */
    public static final int RUNNING_RESIDUAL = 60;

    /** Offset within a feature's block: E of the sustained channel, f32. */
    public static final int SURPRISE_MEAN = 64;

    /** Offset within a feature's block: consecutive values beyond ±8 sd, u16. */
    public static final int EXTREME_VALUES = 68;

    /** Rows from a far forecast to the row that it is for. */
    public static final int FAR_DISTANCE = 95;

    /** Bins of each one-sided histogram of a feature by itself. */
    public static final int ONE_SIDED_BINS = 48;

    /** Bins of each two-sided histogram. */
    public static final int TWO_SIDED_BINS = 64;

    /** Bins of a feature's compact histogram where there are several features. */
    public static final int COMPACT_BINS = 22;

    /** Bins of each histogram of a joint statistic of several features. */
    public static final int JOINT_BINS = 32;

    /** Joint statistics that are counted. */
    public static final int JOINT_CHANNELS = 4;

    /** Joint statistics of which a running mean is kept. */
    public static final int JOINT_MEANS = 1;

    /** Principal components that are followed. */
    public static final int COMPONENTS = 3;

    private static final int RELATION_BYTES = COMPONENTS * Float.BYTES + 2 * Float.BYTES;

    static final int MAX_FAR_FEATURES = 4;
    static final int MAX_FEATURES = 1024;

    private static final int HOURS = 24;
    private static final int UNIVARIATE_WINDOW = 64;
    private static final int MULTIVARIATE_WINDOW = 20;
    private static final int UNIVARIATE_DAY_TYPES = 2;

    private final NetworkShape network;
    private final int recurrentSize;
    private final int features;

    private final int gaps;
    private final int visits;
    private final int jointMeans;
    private final int blocks;
    private final int hidden;
    private final int profileMeans;
    private final int profileRatios;
    private final int farForecasts;
    private final int values;
    private final int tailCounts;
    private final int components;
    private final int blockBytes;

    private SeriesStateLayout(NetworkShape network, int recurrentSize, int features) {
        this.network = network;
        this.recurrentSize = recurrentSize;
        this.features = features;
        gaps = HEADER_BYTES;
        visits = gaps + window() * Short.BYTES;
        jointMeans = visits + buckets() * Short.BYTES;
        blocks = isUnivariate() ? jointMeans : jointCounts(JOINT_CHANNELS);
        hidden = MOMENTS_BYTES;
        profileMeans = hidden + recurrentSize * (isUnivariate() ? Float.BYTES : Short.BYTES);
        profileRatios = profileMeans + buckets() * Float.BYTES;
        farForecasts = profileRatios + profileRatioCount() * Short.BYTES;
        values = farForecasts + farForecastCount() * (isUnivariate() ? Short.BYTES : Byte.BYTES);
        tailCounts = values + window() * Short.BYTES;
        components = tailCounts + tailBins() * Short.BYTES;
        blockBytes = components + relationBytes();
    }

    /**
     * The layout of the state of a series.
     *
     * @param features F, 1 to {@value #MAX_FEATURES}
     */
    public static SeriesStateLayout of(ModelSpec spec, int features) {
        return of(spec.network(), spec.stateSize(), features);
    }

    /**
     * The layout that a state's header tells of.
     *
     * @throws IllegalArgumentException if the header makes no sense
     */
    static SeriesStateLayout ofHeader(byte[] bytes) {
        NetworkShape network = new NetworkShape(
                CellKind.ofCode(bytes[CELL_KIND]),
                bytes[LAYERS] & 0xff,
                LittleEndian.getShort(bytes, HIDDEN_SIZE) & 0xffff,
                Skip.ofCode(bytes[SKIP]),
                Math.max(bytes[KERNEL_SIZE] & 0xff, 1));
        int recurrentSize = LittleEndian.getInt(bytes, RECURRENT_SIZE);
        if (recurrentSize < 0 || recurrentSize > ModelSpec.MAX_STATE_SIZE) {
            throw new IllegalArgumentException("series state must tell of 0 to " + ModelSpec.MAX_STATE_SIZE
                    + " numbers that the network remembers: found " + recurrentSize);
        }
        return of(
                network,
                recurrentSize == 0 ? statesOfAnLstm(network) : recurrentSize,
                LittleEndian.getShort(bytes, FEATURES) & 0xffff);
    }

    private static SeriesStateLayout of(NetworkShape network, int recurrentSize, int features) {
        if (features < 1 || features > MAX_FEATURES) {
            throw new IllegalArgumentException("features must be 1 to " + MAX_FEATURES + ": features=" + features);
        }
        return new SeriesStateLayout(network, recurrentSize, features);
    }

    private static int statesOfAnLstm(NetworkShape network) {
        return 2 * network.layers() * network.hiddenSize();
    }

    /** Writes the network into a state's header. */
    void putNetwork(SeriesState state) {
        state.putU8(CELL_KIND, network.cell().code());
        state.putU8(LAYERS, network.layers());
        state.putU16(HIDDEN_SIZE, network.hiddenSize());
        state.putU8(SKIP, network.skip().code());
        state.putU8(KERNEL_SIZE, network.kernelSize() == 1 ? 0 : network.kernelSize());
        state.putI32(RECURRENT_SIZE, recurrentSize == statesOfAnLstm(network) ? 0 : recurrentSize);
    }

    /** Bytes of the whole state. */
    public int bytes() {
        return Math.addExact(blocks, Math.multiplyExact(features, blockBytes));
    }

    /** The stack of layers that the recurrent state belongs to. */
    public NetworkShape network() {
        return network;
    }

    /** F. */
    public int features() {
        return features;
    }

    /** Whether the recurrent state has the same meaning and length as in another layout. */
    public boolean hasNetworkOf(SeriesStateLayout other) {
        return network.equals(other.network)
                && recurrentSize == other.recurrentSize
                && isUnivariate() == other.isUnivariate();
    }

    /** Whether F = 1; several fields are wider then. */
    public boolean isUnivariate() {
        return features == 1;
    }

    /** W, rows in the rings of values and gaps. */
    public int window() {
        return isUnivariate() ? UNIVARIATE_WINDOW : MULTIVARIATE_WINDOW;
    }

    /** Buckets of the profile per day. */
    public int bucketsPerDay() {
        return HOURS;
    }

    /** Day types of the profile. */
    public int dayTypes() {
        return isUnivariate() ? UNIVARIATE_DAY_TYPES : 1;
    }

    /** B, buckets of the profile. */
    public int buckets() {
        return bucketsPerDay() * dayTypes();
    }

    /** Pending far forecasts of each feature: {@value #FAR_DISTANCE} or 0. */
    public int farForecastCount() {
        return features <= MAX_FAR_FEATURES ? FAR_DISTANCE : 0;
    }

    /** R, numbers that the network remembers of a feature: of an LSTM 2·L·H, h and c. */
    public int recurrentSize() {
        return recurrentSize;
    }

    /** Variance ratios of a feature's profile: one for each bucket, or one for all. */
    public int profileRatioCount() {
        return isUnivariate() ? buckets() : 1;
    }

    /** Bins of a feature's tail counts, all histograms together. */
    public int tailBins() {
        return isUnivariate() ? 2 * ONE_SIDED_BINS + 3 * TWO_SIDED_BINS : COMPACT_BINS;
    }

    /** Offset of the ring of gaps. */
    public int gaps() {
        return gaps;
    }

    /** Offset of the profile's visits. */
    public int visits() {
        return visits;
    }

    /** Offset of the running means of the joint statistics; only if F ≥ 2. */
    public int jointMeans() {
        return jointMeans;
    }

    /** Offset of the histogram of a joint statistic, 0 to {@value #JOINT_CHANNELS} - 1; only if F ≥ 2. */
    public int jointCounts(int channel) {
        return jointMeans + JOINT_MEANS * Float.BYTES + channel * JOINT_BINS * Short.BYTES;
    }

    /** Offset of a feature's block. */
    public int block(int feature) {
        return blocks + feature * blockBytes;
    }

    /** Bytes of a feature's block. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Offset of a feature's recurrent state. */
    public int hidden(int feature) {
        return block(feature) + hidden;
    }

    /** Offset of a feature's profile means. */
    public int profileMeans(int feature) {
        return block(feature) + profileMeans;
    }

    /** Offset of a feature's profile variance ratios. */
    public int profileRatios(int feature) {
        return block(feature) + profileRatios;
    }

    /** Offset of a feature's pending far forecasts. */
    public int farForecasts(int feature) {
        return block(feature) + farForecasts;
    }

    /** Offset of a feature's ring of values. */
    public int values(int feature) {
        return block(feature) + values;
    }

    /** Offset of a feature's tail counts. */
    public int tailCounts(int feature) {
        return block(feature) + tailCounts;
    }

    /** Offset of a feature's places in the principal components; only if F ≥ 2. */
    public int components(int feature) {
        return block(feature) + components;
    }

    /** Offset of the variance of what the principal components do not tell of a feature; only if F ≥ 2. */
    public int unrelatedVariance(int feature) {
        return components(feature) + COMPONENTS * Float.BYTES;
    }

    /** Offset of the running mean of how far a feature has not gone with the others; only if F ≥ 2. */
    public int unrelatedMean(int feature) {
        return unrelatedVariance(feature) + Float.BYTES;
    }

    /** Bytes of all that is known of how a feature goes with the others, from its components on; 0 if F = 1. */
    public int relationBytes() {
        return isUnivariate() ? 0 : RELATION_BYTES;
    }
}
