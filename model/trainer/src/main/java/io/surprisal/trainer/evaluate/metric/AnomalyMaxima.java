package io.surprisal.trainer.evaluate.metric;

import java.util.List;
import java.util.function.DoubleToIntFunction;

/** The greatest score of each anomaly, widened by a growing number of rows. */
final class AnomalyMaxima {

    private final List<RowRange> anomalies;
    private final MethodRows method;
    private final double[] greatest; // of each anomaly
    private int reach = -1;

    AnomalyMaxima(List<RowRange> anomalies, MethodRows method) {
        this.anomalies = anomalies;
        this.method = method;
        this.greatest = new double[anomalies.size()];
    }

    /** For each threshold the share of anomalies that reach it; asked for 0 rows, then 1 and so on. */
    double[] hitShares(int rows, DoubleToIntFunction firstThreshold) {
        widen(rows);
        double[] shares = new double[VolumeUnderSurface.THRESHOLDS];
        int groups = 0;
        for (int first = 0; first < greatest.length; groups++) {
            double top = greatest[first];
            int next = first + 1;
            while (next < greatest.length
                    && anomalies.get(next - 1).last() + rows
                            >= anomalies.get(next).first() - rows) {
                top = Math.max(top, greatest[next]);
                next++;
            }
            shares[firstThreshold.applyAsInt(top)]++;
            first = next;
        }
        double reached = 0;
        for (int i = 0; i < VolumeUnderSurface.THRESHOLDS; i++) {
            reached += shares[i];
            shares[i] = reached / groups;
        }
        return shares;
    }

    private void widen(int rows) {
        for (int i = 0; i < greatest.length; i++) {
            RowRange anomaly = anomalies.get(i);
            if (reach < 0) {
                greatest[i] = method.greatest(anomaly);
            } else {
                int before = Math.max(anomaly.first() - rows, 0);
                int behind = Math.min(anomaly.last() + rows, method.rows() - 1);
                greatest[i] = Math.max(greatest[i], Math.max(method.score(before), method.score(behind)));
            }
        }
        reach = rows;
    }
}
