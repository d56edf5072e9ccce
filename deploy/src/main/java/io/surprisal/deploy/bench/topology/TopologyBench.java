package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.SpeedPart;
import io.surprisal.deploy.bench.timing.CpuSample;
import io.surprisal.trainer.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The application on a real broker: the detector beside the same topology without the network, and beside itself with the
 * settings that Kafka Streams has by default.
 */
public final class TopologyBench implements SpeedPart {

    private static final Map<String, String> AT_LEAST_ONCE = Map.of("processing.guarantee", "at_least_once");
    private static final Map<String, String> EXACTLY_ONCE = Map.of();

    /** Those that take their time. */
    private static final Set<String> AS_GOALS = Set.of("alo_100k", "eos_100k");

    /**
     * The detector beside the floor.
     *
     * @param name of the figures
     * @param settings of both
     */
    private record Case(String name, int keys, int features, Map<String, String> settings) {}

    @Override
    public void run(Extent extent, Figures figures, Progress progress) throws IOException, InterruptedException {
        if (!CpuSample.isThere()) {
            figures.note("topology", "needs Linux, which counts the CPU time of each thread");
            return;
        }
        List<Case> cases = cases(extent);
        progress.begin("topology on a broker", cases.size() + 1);
        try (BenchFolder folder = new BenchFolder();
                BrokerProcess broker = BrokerProcess.start(folder.path().resolve("broker"))) {
            WarmUp.of(extent, folder, broker);
            TwoApps apps = new TwoApps(extent, folder, broker);
            for (Case each : cases) {
                besideFloor(each, extent, apps, figures);
                progress.advance(1);
            }
            besideStock(keys(extent), extent, apps, figures);
            progress.advance(1);
        }
        progress.end("floor / detector %.2f at least once, %.2f exactly once"
                .formatted(
                        figures.get("floor_over_detector_alo_100k").orElse(Double.NaN),
                        figures.get("floor_over_detector_eos_100k").orElse(Double.NaN)));
    }

    private static int keys(Extent extent) {
        return extent.of(500, 100_000, 100_000);
    }

    private static List<Case> cases(Extent extent) {
        List<Case> cases = new ArrayList<>(List.of(
                new Case("alo_100k", keys(extent), 1, AT_LEAST_ONCE),
                new Case("eos_100k", keys(extent), 1, EXACTLY_ONCE)));
        if (extent == Extent.FULL) {
            cases.add(new Case("eos_1k", 1_000, 1, EXACTLY_ONCE));
            cases.add(new Case("eos_1k_2_threads", 1_000, 1, with(EXACTLY_ONCE, "threads", "2")));
            cases.add(new Case("eos_1m", 1_000_000, 1, EXACTLY_ONCE));
            cases.add(new Case("alo_100k_2_threads", 100_000, 1, with(AT_LEAST_ONCE, "threads", "2")));
            cases.add(new Case("eos_100k_2_threads", 100_000, 1, with(EXACTLY_ONCE, "threads", "2")));
            cases.add(new Case("eos_10k_38_features", 10_000, 38, EXACTLY_ONCE));
        }
        return cases;
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(key, value);
        return more;
    }

    private static void besideFloor(Case each, Extent extent, TwoApps apps, Figures figures)
            throws IOException, InterruptedException {
        AppSpec detector = AppSpec.detector(each.keys(), each.features(), each.settings());
        int rounds = AS_GOALS.contains(each.name()) ? extent.of(1, 3, 6) : 3;
        Pairs pairs = apps.run(detector.floor(), detector, each.name(), rounds);
        pairs.put("floor", "detector", each.name(), figures);
        figures.put("floor_over_detector_" + each.name(), pairs.ratio(Cost::app));
    }

    private static void besideStock(int keys, Extent extent, TwoApps apps, Figures figures)
            throws IOException, InterruptedException {
        AppSpec shipped = AppSpec.detector(keys, 1, EXACTLY_ONCE);
        Pairs pairs = apps.run(shipped, shipped.stock("stk"), "stock", extent.of(1, 3, 6));
        pairs.put("shipped", "stock", "100k", figures);
        figures.put("shipped_over_stock_cpu_100k", pairs.ratio(Cost::all));
    }
}
