package io.surprisal.topology.http;

import java.util.Locale;

/** What may go wrong with a request. The names are part of the interface. */
public enum ProblemKind {
    /** The server does not understand the request as HTTP. */
    BAD_REQUEST(400, "The request is malformed"),
    /** Parameters are not as they must be. */
    WRONG_PARAMETERS(400, "Parameters are wrong"),
    /** A write without the token, or with another one. */
    UNAUTHORIZED(401, "The token is missing or wrong"),
    /** Writes are not possible here at all. */
    WRITES_DISABLED(403, "Writes are disabled"),
    /** Nothing is served at this path. */
    NO_SUCH_PATH(404, "There is nothing at this path"),
    /** No instance has a series of this key. */
    SERIES_UNKNOWN(404, "The series is not known"),
    /** The alert is not among the recent ones, or its evidence is gone. */
    ALERT_UNKNOWN(404, "The alert is not known"),
    /** The incident is not among those that are kept. */
    INCIDENT_UNKNOWN(404, "The incident is not known"),
    /** The path only answers to other methods. */
    METHOD_NOT_ALLOWED(405, "The method is not allowed"),
    /** The series is known, but what is asked cannot be computed of it now. */
    NOT_COMPUTABLE(409, "This cannot be computed now"),
    /** What was sent is longer than any request needs to be. */
    TOO_LARGE(413, "The body is too large"),
    /** The program has a fault. */
    FAILED(500, "The request failed"),
    /** Stores are being restored or moved, other instances do not answer, or the server is busy. */
    UNAVAILABLE(503, "Not available at the moment");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    String type() {
        return "urn:surprisal:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind that tells a status of the server itself best. */
    static ProblemKind ofStatus(int status) {
        for (ProblemKind kind : values()) {
            if (kind.status == status) {
                return kind;
            }
        }
        return BAD_REQUEST;
    }
}
