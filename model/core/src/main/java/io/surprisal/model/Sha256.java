package io.surprisal.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 as every Java platform has it. */
final class Sha256 {

    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** The hash as 64 lower-case hexadecimal digits. */
    static String hex(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte each : digest().digest(bytes)) {
            hex.append(DIGITS[(each >> 4) & 0xf]).append(DIGITS[each & 0xf]);
        }
        return hex.toString();
    }
}
