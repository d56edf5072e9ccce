package io.surprisal.topology.patience;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * A wait ended before what it waited for came. The record in hand is not processed and not committed: it is read again
 * by whoever gets its partition next.
 */
public final class WaitEndedException extends RetriableException {

    private static final long serialVersionUID = 1L;

    /** Says what was waited for and how the wait ended. */
    public WaitEndedException(String message) {
        super(message);
    }

    /** Says what was waited for, with the trouble that did not heal. */
    public WaitEndedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
