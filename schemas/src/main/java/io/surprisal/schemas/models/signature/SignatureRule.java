package io.surprisal.schemas.models.signature;

import io.surprisal.avro.ModelManifest;
import io.surprisal.model.InvalidModelException;
import java.util.List;

/**
 * Whose signature a version needs before it may be used.
 *
 * @param trusted any of these; if there are none, no version needs a signature
 */
public record SignatureRule(List<VerifyingKey> trusted) {

    /** No version needs a signature. */
    public static final SignatureRule NONE = new SignatureRule(List.of());

    /** Copies the keys. */
    public SignatureRule {
        trusted = List.copyOf(trusted);
    }

    /** Whether versions need a signature. */
    public boolean isRequired() {
        return !trusted.isEmpty();
    }

    /**
     * Makes sure that a manifest has the signature that it needs.
     *
     * @throws InvalidModelException if it has not, saying why
     */
    public void require(ModelManifest manifest) {
        if (!isRequired() || trusted.stream().anyMatch(key -> key.verifies(manifest))) {
            return;
        }
        if (manifest.getSignature() == null) {
            throw new InvalidModelException("it must be signed by one of the keys " + trusted + ": it is not signed");
        }
        boolean known = trusted.stream().anyMatch(key -> key.id().equals(manifest.getSignatureKeyId()));
        throw new InvalidModelException(
                known
                        ? "its signature by key " + manifest.getSignatureKeyId()
                                + " does not agree with what it says: it was changed after it was signed"
                        : "it must be signed by one of the keys " + trusted + ": it is signed by key "
                                + manifest.getSignatureKeyId());
    }
}
