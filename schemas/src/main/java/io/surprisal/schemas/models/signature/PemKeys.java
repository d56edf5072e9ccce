package io.surprisal.schemas.models.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ed25519 keys in PEM, as {@code openssl genpkey -algorithm ed25519} and {@code openssl pkey -pubout} write them. */
final class PemKeys {

    static final String ALGORITHM = "Ed25519";

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int LINE = 64;

    private PemKeys() {}

    /** The first private key of a text; empty if it holds none. */
    static Optional<PrivateKey> privateKey(String text) {
        return block(PRIVATE, text).map(PemKeys::privateKey);
    }

    /** The first public key of a text; empty if it holds none. */
    static Optional<PublicKey> publicKey(String text) {
        return block(PUBLIC, text).map(PemKeys::publicKey);
    }

    /**
     * A public key of its bytes.
     *
     * @param der X.509 SubjectPublicKeyInfo
     * @throws IllegalArgumentException if they are none
     */
    static PublicKey publicKey(byte[] der) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no Ed25519 public key", e);
        }
    }

    private static PrivateKey privateKey(byte[] der) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no Ed25519 private key", e);
        }
    }

    /** Both keys, the private one first. */
    static String text(PrivateKey privateKey, PublicKey publicKey) {
        return text(PRIVATE, privateKey.getEncoded()) + text(publicKey);
    }

    /** A public key. */
    static String text(PublicKey key) {
        return text(PUBLIC, key.getEncoded());
    }

    private static String text(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }

    private static Optional<byte[]> block(String kind, String text) {
        Matcher matcher = Pattern.compile("-----BEGIN " + kind + "-----([^-]*)-----END " + kind + "-----")
                .matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getMimeDecoder().decode(matcher.group(1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its " + kind + " is not in Base64", e);
        }
    }
}
