package io.surprisal.topology.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as URLs carry it. Stricter than the libraries' readers, which replace what is malformed: two keys could become one. */
public final class PercentText {

    private static final int HEX = 16;
    private static final String UNRESERVED = "-._~";

    private PercentText() {}

    /**
     * Reads a part of a path.
     *
     * @throws IllegalArgumentException if it is not percent-encoded UTF-8
     */
    static String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int at = 0; at < encoded.length(); at++) {
            char next = encoded.charAt(at);
            if (next == '%') {
                bytes.write(octet(encoded, at + 1));
                at += 2;
            } else {
                bytes.writeBytes(String.valueOf(next).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("\"" + encoded + "\" is not UTF-8, percent-encoded", malformed);
        }
    }

    private static int octet(String encoded, int at) {
        int high = at < encoded.length() ? Character.digit(encoded.charAt(at), HEX) : -1;
        int low = at + 1 < encoded.length() ? Character.digit(encoded.charAt(at + 1), HEX) : -1;
        if (high < 0 || low < 0) {
            throw new IllegalArgumentException("\"" + encoded + "\" has a % without two hexadecimal digits after it");
        }
        return high * HEX + low;
    }

    /** Text as a part of a path or a query: everything but letters, digits and {@code -._~} is encoded. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (unit & 0xff);
            if (letter < 128 && (Character.isLetterOrDigit(letter) || UNRESERVED.indexOf(letter) >= 0)) {
                encoded.append(letter);
            } else {
                encoded.append(String.format("%%%02X", unit & 0xff));
            }
        }
        return encoded.toString();
    }
}
