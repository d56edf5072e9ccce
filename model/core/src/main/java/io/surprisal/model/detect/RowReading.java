package io.surprisal.model.detect;

/**
 * What the row that a detector judged last showed of each feature, in the unit of its values: as an {@link Explanation} has it,
 * but of any row, and without allocating. Overwritten by the detector's next row. Not thread-safe.
 */
public final class RowReading {

    private final Row row;

    RowReading(Row row) {
        this.row = row;
    }

    /** F. */
    public int features() {
        return row.features();
    }

    /** The forecast made one row before. */
    public double expected(int feature) {
        return row.inUnits(feature, row.expected[feature]);
    }

    /** Half the width of the band of one standard deviation around the forecast. */
    public double spread(int feature) {
        return row.spread(feature);
    }

    /** The feature that is most deviations away from its forecast, the first of equals; imputed ones are at 0. */
    public int farthest() {
        int farthest = 0;
        double most = -1;
        for (int feature = 0; feature < row.features(); feature++) {
            double distance = row.imputed[feature]
                    ? 0
                    : Math.abs(row.y[feature] - row.expected[feature]) / row.deviation[feature];
            if (distance > most) {
                most = distance;
                farthest = feature;
            }
        }
        return farthest;
    }
}
