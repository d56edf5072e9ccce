package io.surprisal.model;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that a thread takes from the heap. */
public final class Allocations {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocations() {}

    /** Bytes per round that this thread allocates in a run of {@code rounds}, after one that warms it up. */
    public static double bytesPerRound(int rounds, Runnable round) {
        run(rounds, round);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        run(rounds, round);
        return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / rounds;
    }

    private static void run(int rounds, Runnable round) {
        for (int done = 0; done < rounds; done++) {
            round.run();
        }
    }
}
