package io.surprisal.topology.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The last scores of a series in whole percent, oldest first: enough for a picture the size of a word. Immutable. */
public final class ScoreTrail {

    /** How many there are at most. */
    static final int LENGTH = 40;

    /** Of a series that was not scored yet. */
    static final ScoreTrail EMPTY = new ScoreTrail(new byte[0]);

    private static final int PERCENT = 100;

    private final byte[] percents;

    private ScoreTrail(byte[] percents) {
        this.percents = percents;
    }

    /** With one score more, and without the oldest where there are too many. */
    ScoreTrail and(double score) {
        int kept = Math.min(percents.length, LENGTH - 1);
        byte[] longer = new byte[kept + 1];
        System.arraycopy(percents, percents.length - kept, longer, 0, kept);
        longer[kept] = (byte) (score * PERCENT);
        return new ScoreTrail(longer);
    }

    /** The scores in whole percent, rounded down, oldest first. */
    public List<Integer> percents() {
        List<Integer> list = new ArrayList<>(percents.length);
        for (byte each : percents) {
            list.add((int) each);
        }
        return list;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScoreTrail that && Arrays.equals(percents, that.percents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(percents);
    }

    @Override
    public String toString() {
        return "ScoreTrail" + Arrays.toString(percents);
    }
}
