package io.surprisal.topology.view;

import io.surprisal.model.ModelIdentity;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Explanation;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.topology.DetectorFixture;
import io.surprisal.topology.input.Reading;
import io.surprisal.topology.input.SourceCoordinates;
import io.surprisal.topology.output.Judged;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * Times what is kept for people to look at costs of each row, in thread CPU time: the latest scores, and the history in
 * RocksDB. Not a test: run {@code main} on an idle machine.
 */
final class ViewTiming {

    private static final int ROUNDS = 15;
    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROWS = 100_000; // of a round
    private static final double MEAN_RARITY = 0.43; // of normal rows: the rate is uniform

    private ViewTiming() {}

    /** Prints a table; arguments are not read. */
    public static void main(String[] arguments) {
        for (int features : new int[] {1, 38}) {
            for (int series : new int[] {200, 100_000}) {
                System.out.printf(
                        "%d features, %d series: latest scores %.0f ns a row%n",
                        features, series, nanos(features, series, null));
            }
            try (DetectorFixture fixture = DetectorFixture.start(Map.of("history.retention", "3650d"))) {
                System.out.printf(
                        "%d features, 200 series: latest scores and history %.0f ns a row%n",
                        features, nanos(features, 200, fixture.historyStore()));
            }
        }
    }

    private static double nanos(int features, int series, @Nullable WindowStore<String, byte[]> store) {
        ViewRecorder recorder = new ViewRecorder(new LatestScores(), store);
        Detector detector = new Detector(DetectorFixture.BUNDLED, features);
        SeriesState state = SeriesState.wrap(detector.newState());
        Random random = new Random(1);
        double[] values = random.doubles(features).toArray();
        detector.detect(state, new Observation(DetectorFixture.timeOf(0), values, new double[0], 0, 0));
        ModelIdentity model = DetectorFixture.BUNDLED.identity();
        String[] keys = new String[series];
        Arrays.setAll(keys, each -> "host-" + each + ".cpu-percent");
        double[] rounds = new double[ROUNDS];
        long row = 0;
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            Judged[] judged = new Judged[ROWS];
            Observation[] observations = new Observation[ROWS];
            for (int each = 0; each < ROWS; each++, row++) {
                long time = DetectorFixture.timeOf((int) (row / series));
                double rarity = -MEAN_RARITY * StrictMath.log(1 - random.nextDouble());
                double score = 1 - StrictMath.pow(2, -rarity / 3);
                judged[each] = new Judged(
                        new Reading(keys[(int) (row % series)], time, values, new double[0]),
                        new SourceCoordinates("observations", 0, row, time),
                        new Verdict.Scored(1, rarity, score, 0.5, false, false, false, Explanation.NONE),
                        model,
                        false,
                        "");
                observations[each] = new Observation(time, values, new double[0], 0, row);
            }
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int each = 0; each < ROWS; each++) {
                recorder.judged(judged[each], observations[each], detector.reading());
            }
            double nanos = (double) (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / ROWS;
            if (round >= 0) {
                rounds[round] = nanos;
            }
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }
}
