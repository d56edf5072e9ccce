package io.surprisal.topology.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is sent back. Immutable, but for the array, which belongs to it from then on. */
public final class Answer {

    static final int OK = 200;
    static final int NOT_MODIFIED = 304;

    /** What JSON is called. */
    public static final String JSON = "application/json";

    private final int status;
    private final byte[] body;
    private final Map<String, String> headers;

    private Answer(int status, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param type of the body, a media type
     * @param body kept, not copied
     */
    public static Answer of(int status, String type, byte[] body) {
        return new Answer(status, body, Map.of("Content-Type", type));
    }

    static Answer text(int status, String type, String body) {
        return of(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A value as JSON, found. */
    public static Answer json(Object value) {
        return of(OK, JSON, Json.bytes(value));
    }

    /** The same answer with one header more. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, more);
    }

    /** The same headers without the body: the caller has it already. */
    Answer notModified() {
        return new Answer(NOT_MODIFIED, new byte[0], headers);
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** The body itself, not a copy. */
    public byte[] body() {
        return body;
    }

    /** The headers, the body's type among them. */
    public Map<String, String> headers() {
        return headers;
    }
}
