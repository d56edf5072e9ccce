package io.surprisal.schemas.models.signature;

import io.surprisal.avro.ModelManifest;
import io.surprisal.schemas.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;

/** A public key whose signatures are trusted. Equal if the keys are. */
public final class VerifyingKey {

    /** What the Base64 of every Ed25519 public key begins with. */
    private static final String BASE64_PREFIX = "MCowBQYDK2VwAyEA";

    private static final int ID_DIGITS = 16;

    private final PublicKey key;
    private final String id;

    VerifyingKey(PublicKey key) {
        this.key = key;
        this.id = Sha256.hex(key.getEncoded()).substring(0, ID_DIGITS);
    }

    /**
     * A key as people give it: its Base64 in one line, or a PEM file that holds it.
     *
     * @throws IllegalArgumentException if it is neither, saying why
     */
    public static VerifyingKey parse(String text) {
        if (text.startsWith(BASE64_PREFIX)) {
            return new VerifyingKey(PemKeys.publicKey(decoded(text)));
        }
        try {
            return read(Path.of(text));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file " + text + " cannot be read, and it is no public key in Base64"
                            + " (such a one begins with " + BASE64_PREFIX + ")",
                    e);
        }
    }

    /**
     * The key in a PEM file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it holds no Ed25519 public key
     */
    public static VerifyingKey read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        try {
            return new VerifyingKey(PemKeys.publicKey(text)
                    .orElseThrow(() -> new IllegalArgumentException("it has no block '-----BEGIN PUBLIC KEY-----'")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no public key can be read from " + file + ": " + e.getMessage(), e);
        }
    }

    /** By what a signature names it: the first 16 hexadecimal digits of the SHA-256 of its bytes. */
    public String id() {
        return id;
    }

    /** In one line, as {@link #parse} reads it. */
    public String base64() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** In PEM, for a file. */
    public String pem() {
        return PemKeys.text(key);
    }

    /** Whether a manifest has this key's signature, and says what it said when it was signed. */
    public boolean verifies(ModelManifest manifest) {
        ByteBuffer signature = manifest.getSignature();
        if (signature == null) {
            return false;
        }
        byte[] bytes = new byte[signature.remaining()];
        signature.duplicate().get(bytes);
        return verifies(SignedForm.of(manifest), bytes);
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(PemKeys.ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it begins as a public key in Base64 and is none", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey that && that.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }
}
