package io.surprisal.trainer.evaluate.metric;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.DoubleToIntFunction;

/** The rows outside the anomalies that some buffer reaches, with their distances to the anomalies around. */
final class NearRows {

    private final int[] threshold; // of each row: the first that it reaches
    private final int[] rowOf; // of each pair of a row and an anomaly: the row's place in threshold
    private final int[] distance; // of each pair, in rows
    private final double[] weight; // scratch, of each row

    NearRows(List<RowRange> anomalies, BitSet anomalous, MethodRows method, DoubleToIntFunction firstThreshold) {
        int most = VolumeUnderSurface.LARGEST_BUFFER / 2;
        int[] rows = new int[2 * most * anomalies.size()];
        int[] distances = new int[rows.length];
        int pairs = 0;
        for (RowRange anomaly : anomalies) {
            for (int d = 1; d <= most; d++) {
                for (int row : new int[] {anomaly.last() + d, anomaly.first() - d}) {
                    if (row >= 0 && row < method.rows() && !anomalous.get(row)) {
                        rows[pairs] = row;
                        distances[pairs++] = d;
                    }
                }
            }
        }
        int[] distinct = Arrays.stream(rows, 0, pairs).sorted().distinct().toArray();
        this.threshold = Arrays.stream(distinct)
                .map(row -> firstThreshold.applyAsInt(method.score(row)))
                .toArray();
        this.rowOf = Arrays.stream(rows, 0, pairs)
                .map(row -> Arrays.binarySearch(distinct, row))
                .toArray();
        this.distance = Arrays.copyOf(distances, pairs);
        this.weight = new double[distinct.length];
    }

    /** For each threshold the weight, at one buffer, of the rows that reach it first. */
    double[] weights(int buffer) {
        double[] fall = new double[VolumeUnderSurface.LARGEST_BUFFER / 2 + 1];
        for (int d = 1; d <= buffer / 2; d++) {
            fall[d] = Math.sqrt(1 - d / (double) buffer);
        }
        Arrays.fill(weight, 0);
        for (int pair = 0; pair < rowOf.length; pair++) {
            weight[rowOf[pair]] += fall[distance[pair]];
        }
        double[] sums = new double[VolumeUnderSurface.THRESHOLDS];
        for (int row = 0; row < weight.length; row++) {
            sums[threshold[row]] += Math.min(1, weight[row]);
        }
        return sums;
    }
}
