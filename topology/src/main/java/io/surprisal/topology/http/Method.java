package io.surprisal.topology.http;

import java.util.Set;

/** What a route does with what stands behind its path. */
public enum Method {
    /** Tells of it. */
    GET,
    /** Adds to it, or has something done. */
    POST,
    /** Puts something in its place. */
    PUT,
    /** Removes it. */
    DELETE;

    /** Whether it changes anything, so that it needs the token. */
    boolean writes() {
        return this != GET;
    }

    /** What a caller may say for it: who asks for the headers alone, reads. */
    Set<String> names() {
        return this == GET ? Set.of("GET", "HEAD") : Set.of(name());
    }
}
