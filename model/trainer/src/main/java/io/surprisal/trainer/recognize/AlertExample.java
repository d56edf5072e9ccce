package io.surprisal.trainer.recognize;

import java.util.Arrays;

/** An alert of which it is known what it was. Never changed after. */
public final class AlertExample {

    /** The kind of an alert that no incident explains. */
    public static final String FALSE_ALARM = "false alarm";

    private final String folder;
    private final String series;
    private final String kind;
    private final float[] inputs;

    /**
     * An example; it keeps the array.
     *
     * @param folder from which it is; empty: of a made-up series
     * @param series of which it is
     * @param kind of the incident, or {@link #FALSE_ALARM}
     * @param inputs what a head reads of it, [R]
     */
    AlertExample(String folder, String series, String kind, float[] inputs) {
        this.folder = folder;
        this.series = series;
        this.kind = kind;
        this.inputs = inputs;
    }

    /** The folder that it is from; empty for a made-up series. */
    public String folder() {
        return folder;
    }

    /** The series that it is from. */
    public String series() {
        return series;
    }

    /** The kind of incident, or {@link #FALSE_ALARM}. */
    public String kind() {
        return kind;
    }

    /** Whether it is no incident's. */
    public boolean isFalseAlarm() {
        return kind.equals(FALSE_ALARM);
    }

    /** Whether its series was made up. */
    public boolean isMadeUp() {
        return folder.isEmpty();
    }

    /** What a head reads of it, [R]; not a copy, not to be changed. */
    float[] inputs() {
        return inputs;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AlertExample that
                && folder.equals(that.folder)
                && series.equals(that.series)
                && kind.equals(that.kind)
                && Arrays.equals(inputs, that.inputs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(inputs);
    }

    @Override
    public String toString() {
        return "AlertExample[" + folder + "/" + series + ", " + kind + "]";
    }
}
