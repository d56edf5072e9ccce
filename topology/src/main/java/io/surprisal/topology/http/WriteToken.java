package io.surprisal.topology.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may write: whoever sends {@code Authorization: Bearer TOKEN} (RFC 6750). Where there is no token, nobody may.
 * Compares in constant time. Thread-safe.
 */
public final class WriteToken {

    private static final String SCHEME = "bearer ";
    private static final String CHALLENGE = "WWW-Authenticate";

    private final byte @Nullable [] hash;

    private WriteToken(byte @Nullable [] hash) {
        this.hash = hash;
    }

    /** This token; empty: nobody may write. Only its hash is kept. */
    public static WriteToken of(String token) {
        return new WriteToken(token.isEmpty() ? null : hash(token));
    }

    /**
     * What a request to write is refused with.
     *
     * @param authorization the header of that name, {@code null} where there is none
     */
    Optional<Answer> refusal(@Nullable String authorization) {
        if (hash == null) {
            return Optional.of(Problem.of(
                            ProblemKind.WRITES_DISABLED,
                            "no token is configured: set http.token (better as a reference to a secret, see"
                                    + " docs/SECURITY.md) and restart")
                    .answer());
        }
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.of(
                    Problem.of(ProblemKind.UNAUTHORIZED, "writes need the header Authorization: Bearer TOKEN")
                            .answer()
                            .with(CHALLENGE, "Bearer realm=\"surprisal\""));
        }
        if (MessageDigest.isEqual(
                hash, hash(authorization.substring(SCHEME.length()).strip()))) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(ProblemKind.UNAUTHORIZED, "the token is not the one of http.token")
                .answer()
                .with(CHALLENGE, "Bearer realm=\"surprisal\", error=\"invalid_token\""));
    }

    /** Equal lengths, so that comparing tells nothing of the token's. */
    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
