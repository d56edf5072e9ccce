package io.surprisal.topology.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.surprisal.model.detect.Explanation;
import io.surprisal.model.detect.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** Times what counting costs of each scored row, in thread CPU time. Not a test: run {@code main}. */
final class DetectorMetricsTiming {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 21;
    private static final int ROWS = 200_000;

    private DetectorMetricsTiming() {}

    /** Prints the median; arguments are not read. */
    public static void main(String[] arguments) {
        DetectorMetrics metrics = new DetectorMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        Verdict[] verdicts = new Verdict[64];
        for (int index = 0; index < verdicts.length; index++) {
            verdicts[index] =
                    new Verdict.Scored(1, 1, index / 128.0, Verdict.THRESHOLD, false, false, false, Explanation.NONE);
        }
        double[] nanos = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int row = 0; row < ROWS; row++) {
                metrics.judged(verdicts[row % verdicts.length], false, row % 1_000);
            }
            nanos[round] = (double) (THREADS.getCurrentThreadCpuTime() - start) / ROWS;
        }
        Arrays.sort(nanos);
        System.out.printf("counting one scored row: %.0f ns%n", nanos[ROUNDS / 2]);
    }
}
