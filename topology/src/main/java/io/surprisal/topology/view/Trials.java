package io.surprisal.topology.view;

import io.surprisal.model.detect.Verdict;
import io.surprisal.topology.output.Judged;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** How challengers have judged beside champions on this instance since it started. Thread-safe; writers do not wait. */
public final class Trials {

    /**
     * What came of two versions judging the same rows.
     *
     * @param championSha256 of the weights that count
     * @param challengerSha256 of the weights that are tried
     * @param rows that both scored
     * @param bothAlert rows that were alerts of both
     * @param championAlerts rows that were alerts of the champion alone
     * @param challengerAlerts rows that would have been alerts of the challenger alone
     * @param meanScoreDifference mean of challenger's minus champion's score; 0 while there are no rows
     */
    public record Trial(
            String championSha256,
            String challengerSha256,
            long rows,
            long bothAlert,
            long championAlerts,
            long challengerAlerts,
            double meanScoreDifference) {}

    private record Pair(String champion, String challenger) {}

    private static final class Tally {
        private final LongAdder rows = new LongAdder();
        private final LongAdder both = new LongAdder();
        private final LongAdder champion = new LongAdder();
        private final LongAdder challenger = new LongAdder();
        private final DoubleAdder difference = new DoubleAdder();
    }

    private final Map<Pair, Tally> tallies = new ConcurrentHashMap<>();

    /** Both have judged a row; it counts if both scored it. */
    public void judged(Judged champion, Judged challenger) {
        Verdict one = champion.verdict();
        Verdict other = challenger.verdict();
        if (one.kind() != Verdict.Kind.SCORED || other.kind() != Verdict.Kind.SCORED) {
            return;
        }
        Tally tally = tallies.computeIfAbsent(
                new Pair(champion.model().sha256(), challenger.model().sha256()), pair -> new Tally());
        tally.rows.increment();
        tally.difference.add(other.score() - one.score());
        if (one.alert() && other.alert()) {
            tally.both.increment();
        } else if (one.alert()) {
            tally.champion.increment();
        } else if (other.alert()) {
            tally.challenger.increment();
        }
    }

    /** All that there were, in a fixed order. */
    public List<Trial> all() {
        return tallies.entrySet().stream()
                .map(each -> trial(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(Trial::championSha256).thenComparing(Trial::challengerSha256))
                .toList();
    }

    private static Trial trial(Pair pair, Tally tally) {
        long rows = tally.rows.sum();
        return new Trial(
                pair.champion(),
                pair.challenger(),
                rows,
                tally.both.sum(),
                tally.champion.sum(),
                tally.challenger.sum(),
                rows == 0 ? 0 : tally.difference.sum() / rows);
    }
}
