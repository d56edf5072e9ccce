package io.surprisal.deploy.bench.topology;

import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.timing.ThreadKind;
import io.surprisal.deploy.bench.timing.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Rounds in which two applications take turns, each beginning every other round. */
final class Pairs {

    private final List<Cost> first = new ArrayList<>();
    private final List<Cost> second = new ArrayList<>();

    /**
     * Runs rounds.
     *
     * @param warmUps rounds that do not count
     * @param events of each application in each round
     */
    static Pairs of(BenchApp one, BenchApp other, int warmUps, int rounds, int events, long brokerPid)
            throws InterruptedException {
        Pairs pairs = new Pairs();
        for (int round = -warmUps; round < rounds; round++) {
            boolean oneFirst = Math.floorMod(round, 2) == 0;
            Cost early = Cost.of(oneFirst ? one : other, events, brokerPid);
            Cost late = Cost.of(oneFirst ? other : one, events, brokerPid);
            if (round >= 0) {
                pairs.first.add(oneFirst ? early : late);
                pairs.second.add(oneFirst ? late : early);
            }
        }
        return pairs;
    }

    /** The median over the rounds of the first's cost in parts of the second's. */
    double ratio(ToDoubleFunction<Cost> cost) {
        double[] ratios = new double[first.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = cost.applyAsDouble(first.get(round)) / cost.applyAsDouble(second.get(round));
        }
        return Timings.quantile(ratios, 0.5);
    }

    /** All that the first cost over all rounds in parts of the second's: what RocksDB puts off in one round is paid in another. */
    double totalRatio(ToDoubleFunction<Cost> cost) {
        return first.stream().mapToDouble(cost).sum()
                / second.stream().mapToDouble(cost).sum();
    }

    /** Writes what both cost under names that end alike. */
    void put(String firstName, String secondName, String suffix, Figures figures) {
        put(first, firstName, suffix, figures);
        put(second, secondName, suffix, figures);
    }

    private static void put(List<Cost> costs, String name, String suffix, Figures figures) {
        figures.put(name + "_app_us_" + suffix, median(costs, Cost::app));
        figures.put(name + "_broker_us_" + suffix, median(costs, Cost::broker));
        for (ThreadKind kind : ThreadKind.values()) {
            String of = kind.name().toLowerCase(Locale.ROOT);
            figures.put(
                    name + "_" + of + "_us_" + suffix,
                    median(costs, cost -> cost.byKind().getOrDefault(kind, 0.0)));
        }
        figures.put(name + "_events_per_s_" + suffix, median(costs, Cost::eventsPerSecond));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> of) {
        return Timings.quantile(costs.stream().mapToDouble(of).toArray(), 0.5);
    }
}
