package io.surprisal.topology.patience;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Waits on behalf of stream threads. Whoever waits holds its record and its task still, so that nothing is lost; a stop
 * ends all waits at once. Thread-safe.
 */
public final class Patience {

    /** A clock and a way to pass time, so that tests need neither. */
    public interface Clock {

        /** Nanoseconds since any fixed point. */
        long nanoTime();

        /** Lets time pass. */
        void sleep(Duration duration) throws InterruptedException;

        /** The machine's own. */
        static Clock system() {
            return new Clock() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(Duration duration) throws InterruptedException {
                    Thread.sleep(duration.toMillis());
                }
            };
        }
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    /** Short enough that a stop is not held up. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Clock clock;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Waits by this clock. */
    public Patience(Clock clock) {
        this.clock = clock;
    }

    /** Waits by the machine's clock. */
    public static Patience bySystemClock() {
        return new Patience(Clock.system());
    }

    /**
     * Waits until the condition holds.
     *
     * @return whether it holds; false when the limit has passed
     * @throws WaitEndedException if a stop or an interrupt ends the wait
     */
    public boolean await(Duration limit, BooleanSupplier condition) {
        long start = clock.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (!condition.getAsBoolean()) {
            if (clock.nanoTime() - start >= limit.toNanos()) {
                return false;
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        return true;
    }

    /** Ends all waits, now and later. */
    public void stop() {
        stopped.set(true);
    }

    private void pause(Duration duration) {
        if (stopped.get()) {
            throw new WaitEndedException("a wait was ended by the stop of the application");
        }
        try {
            clock.sleep(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new WaitEndedException("a wait was interrupted");
        }
    }
}
