package io.surprisal.topology.http;

import java.util.Map;

/**
 * A request, as a route sees it.
 *
 * @param variables parts of the path by their names, decoded
 * @param parameters of the query
 * @param target path and query as they came
 * @param forwarded whether another instance asks on behalf of somebody, so that no third one is asked
 * @param body what was sent with it; empty where the route only reads
 */
public record Call(
        Map<String, String> variables, Parameters parameters, String target, boolean forwarded, String body) {

    /** A part of the path; it must be one that the route names. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route must have {" + name + "}: it has " + variables.keySet());
        }
        return value;
    }
}
