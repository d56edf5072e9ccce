package io.surprisal.model.series;

/**
 * Makes a state of format version 1 one of the present version: what is known of the series survives, that is guard, clock,
 * normaliser, profile, h and c, pending forecasts and the last rows. Its residual scales and histograms asked other
 * questions, so they begin anew, and the series warms up once more before it is scored.
 */
final class StateUpgrade {

    /** The version that can be read. */
    static final int FROM_VERSION = 1;

    private static final int MOMENTS_BYTES = 64;
    private static final int KEPT_MOMENTS_BYTES = SeriesStateLayout.SURPRISE_VARIANCE;
    private static final int WARM_UP_ROWS = 50;
    private static final int TAIL_BINS_OF_ONE = 64 + 3 * 96;
    private static final int TAIL_BINS_OF_SEVERAL = 28;
    private static final int JOINT_BINS = 64;
    private static final int WINDOW_OF_ONE = 64;
    private static final int WINDOW_OF_SEVERAL = 32;
    /** V and mean residual of a series that was not scored yet. */
    private static final float FIRST_SCALE = 0.1f;

    private final SeriesState from;
    private final SeriesState to;
    private final int window;
    private final int blocks;
    private final int blockBytes;

    private StateUpgrade(byte[] bytes, SeriesStateLayout layout) {
        boolean one = layout.isUnivariate();
        window = one ? WINDOW_OF_ONE : WINDOW_OF_SEVERAL;
        blocks = layout.gaps() + (window + layout.buckets() + (one ? 0 : JOINT_BINS)) * Short.BYTES;
        blockBytes = MOMENTS_BYTES
                + (layout.values(0) - layout.hidden(0))
                + (window + (one ? TAIL_BINS_OF_ONE : TAIL_BINS_OF_SEVERAL)) * Short.BYTES;
        SeriesState.requireLength(bytes, FROM_VERSION, layout, blocks + layout.features() * blockBytes);
        byte[] upgraded = new byte[layout.bytes()];
        System.arraycopy(bytes, 0, upgraded, 0, SeriesStateLayout.HEADER_BYTES);
        upgraded[SeriesStateLayout.VERSION] = SeriesStateLayout.FORMAT_VERSION;
        from = SeriesState.unchecked(bytes, layout);
        to = SeriesState.view(upgraded);
    }

    static SeriesState apply(byte[] bytes) {
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
        int visits = layout.gaps() + window * Short.BYTES;
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
        System.arraycopy(from.bytes(), source + MOMENTS_BYTES, to.bytes(), layout.hidden(feature), kept);
        copyRing(source + MOMENTS_BYTES + kept, layout.values(feature));
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
            int at = source + (int) (row % window) * Short.BYTES;
            to.putU16(target + (int) (row % length) * Short.BYTES, from.u16(at));
        }
    }
}
