package io.surprisal.trainer.report;

import java.util.Arrays;

/**
 * A curve over many rows in few buckets: the least and the greatest value of each, so that no spike is lost. Not
 * thread-safe.
 */
public final class Envelope {

    private final long first;
    private final double rowsPerBucket;
    private final float[] least; // of each bucket, NaN where it is empty
    private final float[] greatest; // of each bucket

    /**
     * Over rows, in at most so many buckets.
     *
     * @param first row
     * @param last row, included
     */
    public Envelope(long first, long last, int buckets) {
        long rows = last - first + 1;
        int count = (int) Math.min(rows, buckets);
        this.first = first;
        this.rowsPerBucket = rows / (double) count;
        this.least = new float[count];
        this.greatest = new float[count];
        Arrays.fill(least, Float.NaN);
        Arrays.fill(greatest, Float.NaN);
    }

    /** Takes the value of a row within; not-finite ones are left out. */
    public void add(long row, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        int bucket = Math.min((int) ((row - first) / rowsPerBucket), least.length - 1);
        float shown = (float) value;
        least[bucket] = Float.isNaN(least[bucket]) ? shown : Math.min(least[bucket], shown);
        greatest[bucket] = Float.isNaN(greatest[bucket]) ? shown : Math.max(greatest[bucket], shown);
    }

    /** Number of buckets. */
    int buckets() {
        return least.length;
    }

    /** The middle of a bucket, in rows. */
    double row(int bucket) {
        return first + (bucket + 0.5) * rowsPerBucket - 0.5;
    }

    /** The least value of a bucket, NaN where there is none. */
    double least(int bucket) {
        return least[bucket];
    }

    /** The greatest value of a bucket, NaN where there is none. */
    double greatest(int bucket) {
        return greatest[bucket];
    }

    /** The least value of all, NaN where there is none. */
    public double least() {
        float all = Float.NaN;
        for (float one : least) {
            all = Float.isNaN(all) || one < all ? one : all;
        }
        return all;
    }

    /** The greatest value of all, NaN where there is none. */
    public double greatest() {
        float all = Float.NaN;
        for (float one : greatest) {
            all = Float.isNaN(all) || one > all ? one : all;
        }
        return all;
    }
}
