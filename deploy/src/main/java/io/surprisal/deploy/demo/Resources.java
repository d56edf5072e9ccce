package io.surprisal.deploy.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be closed, the last first, exactly once, whoever asks: the demo at its end, a failure on the way or the
 * shutdown hook. One that fails to close does not keep the others open. Safe from several threads.
 */
final class Resources implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Takes over the closing of {@code resource}. */
    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            AutoCloseable resource = open.pop();
            try {
                resource.close();
            } catch (Exception e) {
                System.err.println(
                        "surprisal: cannot close " + resource.getClass().getSimpleName() + ": " + e);
            }
        }
    }
}
