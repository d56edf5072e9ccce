package io.surprisal.model.series;

/** Which buckets of a daily profile a moment falls on, and how far it is from the middle of the first. Times are UTC. */
public final class ProfileSlot {

    private static final double SECONDS_PER_DAY = 86_400;
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final int HOURS = 24;
    private static final int DAYS_PER_WEEK = 7;
    private static final int FIRST_WEEKEND_DAY = 5;

    /** The epoch began on a Thursday; weeks begin on Monday. */
    private static final int DAYS_FROM_MONDAY_TO_EPOCH = 3;

    private int bucket;
    private int neighbour;
    private int twin;
    private double neighbourPart;
    private boolean weekend;
    private double partOfDay;

    /**
     * Moves the slot to a moment.
     *
     * @param seconds since the epoch
     * @param dayTypes 1, or 2 to tell weekends from working days
     */
    public void set(double seconds, int dayTypes) {
        double day = Math.floor(seconds / SECONDS_PER_DAY);
        double second = seconds - day * SECONDS_PER_DAY;
        partOfDay = second / SECONDS_PER_DAY;
        int weekday = (int) Math.floorMod((long) day + DAYS_FROM_MONDAY_TO_EPOCH, (long) DAYS_PER_WEEK);
        weekend = dayTypes > 1 && weekday >= FIRST_WEEKEND_DAY;
        int base = weekend ? HOURS : 0;
        int otherBase = dayTypes > 1 ? HOURS - base : 0;
        double hours = second / SECONDS_PER_HOUR;
        int hour = Math.min((int) hours, HOURS - 1);
        double fromMiddle = hours - hour - 0.5;
        bucket = base + hour;
        twin = otherBase + hour;
        neighbour = base + (hour + (fromMiddle >= 0 ? 1 : HOURS - 1)) % HOURS;
        neighbourPart = Math.abs(fromMiddle);
    }

    /** The time of day in turns, 0 to 1. */
    public double partOfDay() {
        return partOfDay;
    }

    /** The bucket that holds the moment. */
    int bucket() {
        return bucket;
    }

    /** The bucket of the same day type whose middle is next nearest. */
    int neighbour() {
        return neighbour;
    }

    /** The bucket of the same hour of the other day type; the bucket itself where there is one day type. */
    int twin() {
        return twin;
    }

    /** The weight of the neighbour, 0 to 0.5. */
    double neighbourPart() {
        return neighbourPart;
    }

    /** Whether the bucket is one of a weekend. */
    boolean isWeekend() {
        return weekend;
    }
}
