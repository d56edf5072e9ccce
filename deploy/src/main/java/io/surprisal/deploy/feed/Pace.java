package io.surprisal.deploy.feed;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Holds rows back so that event time passes at a chosen speed. Not thread-safe. */
public final class Pace {

    /** A stretch of event time without any row is not waited for beyond this. */
    private static final long LONGEST_GAP_MS = Duration.ofHours(6).toMillis();

    private final double speed;
    private boolean started;
    private long lastEventTimeMs;
    private long dueNanos;

    /**
     * A pace that begins with its first row.
     *
     * @param speed seconds of event time per second, infinite for no waiting
     */
    public Pace(double speed) {
        this.speed = speed;
    }

    /** Returns when the row's time has come. */
    public void await(long eventTimeMs) throws InterruptedException {
        if (Double.isInfinite(speed)) {
            return;
        }
        if (!started) {
            started = true;
            lastEventTimeMs = eventTimeMs;
            dueNanos = System.nanoTime();
        }
        long gapMs = Math.min(LONGEST_GAP_MS, Math.max(0, eventTimeMs - lastEventTimeMs));
        lastEventTimeMs = Math.max(lastEventTimeMs, eventTimeMs);
        dueNanos += (long) (gapMs * 1e6 / speed);
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while pacing the stream");
            }
            LockSupport.parkNanos(left);
        }
    }
}
