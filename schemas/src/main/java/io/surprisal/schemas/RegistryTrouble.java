package io.surprisal.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Tells trouble with the registry from a record that cannot be read. Trouble passes, so what met it is tried again; a
 * bad record stays bad.
 */
public final class RegistryTrouble {

    // The registry's own codes are the HTTP status and two digits more; a bare 404 comes from a wrong address or a
    // proxy.
    private static final int CODES_PER_STATUS = 100;
    private static final Set<Integer> PLAIN_ANSWERS = Set.of(404, 422);
    private static final int DEPTH = 20; // chains of causes may be circular

    private RegistryTrouble() {}

    /**
     * Whether a serializer or deserializer failed because the registry could not be reached, refused, or failed itself.
     * Its plain answer that it has no such schema is not such trouble: the id came with the record.
     */
    public static boolean causes(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH; depth++) {
            if (isTrouble(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isTrouble(Throwable cause) {
        if (cause instanceof RestClientException refusal) {
            return !PLAIN_ANSWERS.contains(refusal.getErrorCode() / CODES_PER_STATUS);
        }
        // Not every IOException: Avro has its own for bytes that end too early or make no number.
        return cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof InterruptedIOException
                || cause instanceof SSLException
                || cause instanceof AuthenticationException
                || cause instanceof AuthorizationException
                || cause instanceof RetriableException;
    }
}
