package io.surprisal.model.series;

/**
 * Makes a state of an older format version one of the present version: what is known of the series survives, that is guard,
 * clock, normaliser, profile, h and c, pending forecasts and the last rows. Its residual scales and histograms asked other
 * questions, so they begin anew, and the series warms up once more before it is scored. Only states of one feature of version
 * 2 are as they are today.
 */
final class StateUpgrade {

    /** The oldest version that can be read. */
    static final int OLDEST_VERSION = 1;

    private static final int KEPT_MOMENTS_BYTES = SeriesStateLayout.SURPRISE_VARIANCE;
    private static final int WARM_UP_ROWS = 50;
    /** V and mean residual of a series that was not scored yet. */
    private static final float FIRST_SCALE = 0.1f;

    private final SeriesState from;
    private final SeriesState to;
    private final Older older;
    private final int blocks;
    private final int blockBytes;

    /**
     * What was otherwise in an older version; the rest stood where it stands today, in the same order.
     *
     * @param window W
     * @param momentsBytes of a feature's moments
     * @param jointBytes of joint means and counts
     * @param lastBytes of a feature's tail counts, and components
     */
    private record Older(int window, int momentsBytes, int jointBytes, int lastBytes) {

        private static final Older V1_OF_ONE = new Older(64, 64, 0, (64 + 3 * 96) * Short.BYTES);
        private static final Older V1_OF_SEVERAL = new Older(32, 64, 64 * Short.BYTES, 28 * Short.BYTES);
        private static final Older V2_OF_SEVERAL =
                new Older(20, 70, 3 * Float.BYTES + 6 * 32 * Short.BYTES, 24 * Short.BYTES + 3 * Float.BYTES);

        static Older of(int version, boolean one) {
            if (version == OLDEST_VERSION) {
                return one ? V1_OF_ONE : V1_OF_SEVERAL;
            }
            return V2_OF_SEVERAL;
        }
    }

    private StateUpgrade(byte[] bytes, SeriesStateLayout layout) {
        int version = bytes[SeriesStateLayout.VERSION];
        older = Older.of(version, layout.isUnivariate());
        blocks = layout.gaps() + (older.window() + layout.buckets()) * Short.BYTES + older.jointBytes();
        blockBytes = older.momentsBytes()
                + (layout.values(0) - layout.hidden(0))
                + older.window() * Short.BYTES
                + older.lastBytes();
        SeriesState.requireLength(bytes, version, layout, blocks + layout.features() * blockBytes);
        byte[] upgraded = new byte[layout.bytes()];
        System.arraycopy(bytes, 0, upgraded, 0, SeriesStateLayout.HEADER_BYTES);
        upgraded[SeriesStateLayout.VERSION] = SeriesStateLayout.FORMAT_VERSION;
        from = SeriesState.unchecked(bytes, layout);
        to = SeriesState.view(upgraded);
    }

    static SeriesState apply(byte[] bytes) {
        if (LittleEndian.getShort(bytes, SeriesStateLayout.FEATURES) == 1
                && bytes[SeriesStateLayout.VERSION] != OLDEST_VERSION) {
            byte[] same = bytes.clone();
            same[SeriesStateLayout.VERSION] = SeriesStateLayout.FORMAT_VERSION;
            return SeriesState.view(same);
        }
        SeriesStateLayout layout = SeriesStateLayout.ofHeader(bytes);
        return new StateUpgrade(bytes, layout).run();
    }

    private SeriesState run() {
        SeriesStateLayout layout = to.layout();
        to.putU16(SeriesStateLayout.WINDOW, layout.window());
        to.putU16(SeriesStateLayout.CHANNEL_MASK, SeriesState.channelMask(layout));
        to.putI32(SeriesStateLayout.SCALE_ROWS, 0);
        to.putU8(SeriesStateLayout.WARM_UP_ROWS, WARM_UP_ROWS);
        copyRing(layout.gaps(), layout.gaps());
        int visits = layout.gaps() + older.window() * Short.BYTES;
        System.arraycopy(from.bytes(), visits, to.bytes(), layout.visits(), layout.buckets() * Short.BYTES);
        for (int feature = 0; feature < layout.features(); feature++) {
            copyFeature(feature);
        }
        return to;
    }

    private void copyFeature(int feature) {
        SeriesStateLayout layout = to.layout();
        int source = blocks + feature * blockBytes;
        int target = layout.block(feature);
        int kept = layout.values(0) - layout.hidden(0);
        System.arraycopy(from.bytes(), source, to.bytes(), target, KEPT_MOMENTS_BYTES);
        System.arraycopy(from.bytes(), source + older.momentsBytes(), to.bytes(), layout.hidden(feature), kept);
        copyRing(source + older.momentsBytes() + kept, layout.values(feature));
        to.putF32(target + SeriesStateLayout.SURPRISE_VARIANCE, FIRST_SCALE);
        to.putF32(target + SeriesStateLayout.DRIFT_VARIANCE, FIRST_SCALE);
        to.putF32(target + SeriesStateLayout.USUAL_CHANGE, FIRST_SCALE);
        to.putF32(target + SeriesStateLayout.RUNNING_RESIDUAL, FIRST_SCALE);
    }

    /** The last rows, each to its place in a ring that may be shorter. */
    private void copyRing(int source, int target) {
        long rows = from.u32(SeriesStateLayout.ROWS);
        int length = to.layout().window();
        for (long row = Math.max(0, rows - length); row < rows; row++) {
            int at = source + (int) (row % older.window()) * Short.BYTES;
            to.putU16(target + (int) (row % length) * Short.BYTES, from.u16(at));
        }
    }
}
