package io.surprisal.trainer.inject;

import io.surprisal.trainer.train.synthetic.RandomSource;

/** Hours of the day that are not as usual: the peak does not come, or activity comes when there is none. */
final class DailyIncident implements IncidentShape {

    /** Which hours. */
    enum Hours {
        /** The highest four hours sink. */
        PEAK(4),
        /** Two hours amid the lowest four rise. */
        LOW(2);

        private final int count;

        Hours(int count) {
            this.count = count;
        }
    }

    private final Hours hours;

    DailyIncident(Hours hours) {
        this.hours = hours;
    }

    @Override
    public int rows(FeatureColumn column, double strength) {
        return column.profile().rowsIn(hours.count);
    }

    @Override
    public boolean fits(FeatureColumn column, double strength) {
        return column.varies() && column.profile().isMarked() && rows(column, strength) >= 2;
    }

    /** Where the hours begin. */
    @Override
    public boolean mayBegin(FeatureColumn column, int row) {
        int wanted = hours == Hours.PEAK
                ? column.profile().peakHour()
                : (column.profile().lowHour() + 1) % 24;
        return DayProfile.hour(column.timeMs(row)) == wanted && DayProfile.hour(column.timeMs(row - 1)) != wanted;
    }

    @Override
    public void change(FeatureColumn column, int first, double strength, RandomSource random, double[] changed) {
        for (int row = 0; row < changed.length; row++) {
            long time = column.timeMs(first + row);
            double height = hours == Hours.PEAK
                    ? -Math.max(0, column.profile().aboveLow(time))
                    : Math.max(0, column.profile().belowPeak(time));
            changed[row] = column.allowed(changed[row] + strength * height);
        }
    }
}
