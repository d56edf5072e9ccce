package io.surprisal.trainer.publish;

/** A model could not be published; the message says in one line what was tried and what to do. */
public final class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublishException(String message) {
        super(message);
    }

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether another change under the same transactional id has taken over, so that nothing was written. */
    public boolean isTakenOver() {
        return PublishFailure.isFenced(this);
    }
}
