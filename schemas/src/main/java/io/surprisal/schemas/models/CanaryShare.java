package io.surprisal.schemas.models;

import io.surprisal.avro.AliasEntry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which series an entry of an alias' schedule is for. Each series has a place from 0 to 100 that follows from its key
 * alone, and is among the first p percent if its place is below p: those of 5 % are among those of 10 %, on every
 * machine, for ever. A series goes over as a whole, because a recurrent state belongs to one network.
 */
public final class CanaryShare {

    /** All series. */
    public static final double ALL = 100;

    /** Before the key, so that the places have nothing to do with the partitions, which are of the bare key. */
    private static final String SALT = "surprisal-canary/";

    private static final double HASHES = 0x1p32;

    private CanaryShare() {}

    /** Whether a series is among the first so many percent. */
    public static boolean has(double percent, String series) {
        return percent >= ALL || place(series) < percent;
    }

    /** The place of a series: from 0 up to and without 100. */
    public static double place(String series) {
        int hash = Utils.murmur2((SALT + series).getBytes(StandardCharsets.UTF_8));
        return (hash & 0xffff_ffffL) / HASHES * ALL;
    }

    /**
     * The same entry for a share of the series.
     *
     * @param percent above 0, at most 100
     * @throws IllegalArgumentException if it is not
     */
    public static AliasEntry of(double percent, AliasEntry entry) {
        if (!(percent > 0 && percent <= ALL)) {
            throw new IllegalArgumentException("a share must be above 0 and at most 100 percent: " + percent);
        }
        return AliasEntry.newBuilder(entry).setCanaryPercent(percent).build();
    }
}
