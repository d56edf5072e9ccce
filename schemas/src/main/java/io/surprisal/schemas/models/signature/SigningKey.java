package io.surprisal.schemas.models.signature;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** A private key with its public one, to sign models. */
public final class SigningKey {

    private final PrivateKey key;
    private final VerifyingKey publicKey;
    private final String pem;

    private SigningKey(PrivateKey key, PublicKey publicKey) {
        this.key = key;
        this.publicKey = new VerifyingKey(publicKey);
        this.pem = PemKeys.text(key, publicKey);
        byte[] probe = publicKey.getEncoded();
        if (!this.publicKey.verifies(probe, sign(probe))) {
            throw new IllegalArgumentException("its public key is not that of its private key");
        }
    }

    /** A new key, from the JDK's source of secrets. */
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(PemKeys.ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
    }

    /**
     * The key in a PEM file that holds the private and the public one.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it does not hold both, or they do not belong together
     */
    public static SigningKey read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        try {
            PrivateKey key = PemKeys.privateKey(text)
                    .orElseThrow(() -> new IllegalArgumentException("it has no block '-----BEGIN PRIVATE KEY-----'"));
            return new SigningKey(
                    key,
                    PemKeys.publicKey(text)
                            .orElseThrow(
                                    () -> new IllegalArgumentException(
                                            "it has no block '-----BEGIN PUBLIC KEY-----'"
                                                    + " beside the private key; 'openssl pkey -in FILE -pubout >> FILE' appends it")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no key to sign with can be read from " + file + ": " + e.getMessage(), e);
        }
    }

    /** Both keys in PEM: a secret. */
    public String pem() {
        return pem;
    }

    /** What others check its signatures with. */
    public VerifyingKey publicKey() {
        return publicKey;
    }

    /** The same model file with this key's signature in place of any other. */
    public ModelFile sign(ModelFile file) {
        ModelManifest manifest = ModelManifest.newBuilder(file.getManifest())
                .setSignature(ByteBuffer.wrap(sign(SignedForm.of(file.getManifest()))))
                .setSignatureKeyId(publicKey.id())
                .build();
        return ModelFile.newBuilder(file).setManifest(manifest).build();
    }

    private byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance(PemKeys.ALGORITHM);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
    }
}
