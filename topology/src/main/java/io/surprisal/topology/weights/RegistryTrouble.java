package io.surprisal.topology.weights;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells trouble with the registry, which may heal, from trouble with the bytes, which does not. */
final class RegistryTrouble {

    private static final int CODE_FACTOR = 100;
    private static final int NOT_FOUND = 404;
    private static final int UNPROCESSABLE = 422;

    private RegistryTrouble() {}

    /** Whether the same bytes may be readable later. */
    static boolean mayHeal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException refusal) {
                // Codes 404xx and 422xx are the registry's own plain answer that it has no such schema.
                int kind = refusal.getErrorCode() / CODE_FACTOR;
                return kind != NOT_FOUND && kind != UNPROCESSABLE;
            }
            if (cause instanceof RetriableException
                    || cause instanceof AuthenticationException
                    || cause instanceof AuthorizationException
                    || isNetwork(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Avro's own decoding failures are IOExceptions too, but not of these packages. */
    private static boolean isNetwork(Throwable cause) {
        String name = cause.getClass().getName();
        return cause instanceof IOException && (name.startsWith("java.net.") || name.startsWith("javax.net."));
    }
}
