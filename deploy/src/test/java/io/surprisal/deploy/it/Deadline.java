package io.surprisal.deploy.it;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what another process or thread is about to do. */
final class Deadline {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long INTERVAL_NANOS = 20_000_000;

    /** Something that will be so sooner or later. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    private Deadline() {}

    /** Returns as soon as the condition holds; fails when it does not within a minute. */
    static void await(Supplier<String> what, Condition condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }
}
