package io.surprisal.deploy.bench.timing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times pieces of work beside each other in one JVM: each is warmed up, then all take turns, beginning with another one in
 * each round. What counts is the CPU time of the calling thread, so that a busy machine lengthens the run and not the
 * figures, and ratios are taken within a round, so that what slows one piece of work slows the other.
 */
public final class AlternatingRounds {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long ROUND_NANOS = 20_000_000;
    private static final int FIRST_TIMES = 16;

    private final Duration warmUp;
    private final int rounds;
    private final Map<String, Work> works = new LinkedHashMap<>();

    /** Something that can be done so many times in a row. */
    @FunctionalInterface
    public interface Work {

        /** Does it. */
        void run(int times);
    }

    /**
     * Rounds that have not begun.
     *
     * @param warmUp CPU time that each piece of work runs before the first round
     * @param rounds how often each is timed, for about 20 ms
     */
    public AlternatingRounds(Duration warmUp, int rounds) {
        this.warmUp = warmUp;
        this.rounds = rounds;
    }

    /** Adds a piece of work under a name. */
    public AlternatingRounds add(String name, Work work) {
        works.put(name, work);
        return this;
    }

    /** Runs all of it. */
    public Timings run() {
        Map<String, double[]> nanos = new LinkedHashMap<>();
        Map<String, Integer> times = new LinkedHashMap<>();
        works.forEach((name, work) -> {
            times.put(name, warmedUp(work));
            nanos.put(name, new double[rounds]);
        });
        String[] names = works.keySet().toArray(String[]::new);
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < names.length; turn++) {
                String name = names[(round + turn) % names.length];
                int count = times.getOrDefault(name, 1);
                nanos.getOrDefault(name, new double[rounds])[round] =
                        (double) time(works.getOrDefault(name, none -> {}), count) / count;
            }
        }
        return new Timings(nanos);
    }

    /** Warms up, and says how many times make a round. */
    private int warmedUp(Work work) {
        long spent = 0;
        int times = FIRST_TIMES;
        long nanos = time(work, times);
        while (spent < warmUp.toNanos()) {
            nanos = time(work, times);
            spent += nanos;
            if (nanos < ROUND_NANOS / 2 && times < Integer.MAX_VALUE / 2) {
                times *= 2;
            }
        }
        return (int) Math.max(1, times * (double) ROUND_NANOS / Math.max(nanos, 1));
    }

    private static long time(Work work, int times) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run(times);
        return THREADS.getCurrentThreadCpuTime() - before;
    }
}
