package io.surprisal.topology.http;

import java.util.List;

/**
 * What went wrong with a request, as RFC 9457 has it.
 *
 * @param type names the kind of problem, the same for every occurrence
 * @param title the kind in words
 * @param status of HTTP
 * @param detail what happened this time, and what to do
 * @param faults all that is wrong, where it can be several things
 */
public record Problem(String type, String title, int status, String detail, List<String> faults) {

    /** What problems are called. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem of one cause. */
    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, List.of());
    }

    /** Everything that is wrong with a request. */
    static Problem of(ProblemKind kind, List<String> faults) {
        return new Problem(kind.type(), kind.title(), kind.status(), String.join("; ", faults), List.copyOf(faults));
    }

    /** It as an answer. */
    public Answer answer() {
        return Answer.of(status, MEDIA_TYPE, Json.bytes(this));
    }
}
