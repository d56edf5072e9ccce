package io.surprisal.topology.streams;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows when a stream thread dies: where the cause may heal, another takes its place and reads on from the last
 * commit; else this instance stops and says why in one line, so that whoever runs it sees it.
 */
public final class FailurePolicy implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (mayHeal(failure)) {
            LOG.warn(
                    "A stream thread is replaced and reads on from the last commit: {}",
                    root(failure).toString());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        fatal.compareAndSet(null, failure);
        LOG.error("The application stops, because a stream thread failed for good", failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** In one line, why the application stopped by itself; empty while it has not. */
    public String reason() {
        Throwable failure = fatal.get();
        if (failure == null) {
            return "";
        }
        return root(failure)
                + (foundDamage() ? "; the damaged local stores are deleted, the next start restores them" : "");
    }

    /** Whether it stopped because files of the local stores are damaged, so that a start on the same files would fail again. */
    public boolean foundDamage() {
        Throwable failure = fatal.get();
        return failure != null && LocalStores.areDamaged(failure);
    }

    private static boolean mayHeal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException || cause instanceof TaskCorruptedException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
