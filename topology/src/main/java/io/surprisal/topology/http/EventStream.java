package io.surprisal.topology.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Sends the same events to everybody who listens, by server-sent events. No listener holds a thread, and none is waited for:
 * who reads so slowly that its events pile up is cut off, and may come back. Thread-safe.
 */
public final class EventStream {

    /** What events are called. */
    public static final String MEDIA_TYPE = "text/event-stream";

    private static final int MOST_LISTENERS = 64;
    private static final ByteBuffer BEAT = ByteBuffer.wrap(":\n\n".getBytes(StandardCharsets.UTF_8));

    /** Somebody who listens. */
    public interface Listener {

        /** Sends an event to this one alone. */
        void send(Event event);
    }

    /**
     * An event.
     *
     * @param id by which a listener that comes back says what it has had; {@code null} for none
     * @param name of its kind, a word
     * @param data as JSON
     */
    public record Event(@Nullable String id, String name, Object data) {

        ByteBuffer encoded() {
            // JSON has no line breaks here, so one line of data is all of it.
            byte[] json = Json.bytes(data);
            byte[] head = ((id == null ? "" : "id:" + id + '\n') + "event:" + name + "\ndata:")
                    .getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(head.length + json.length + 2)
                    .put(head)
                    .put(json)
                    .put((byte) '\n')
                    .put((byte) '\n')
                    .flip();
        }
    }

    /** Meets those who come. */
    @FunctionalInterface
    public interface Greeter {

        /**
         * Somebody listens from now on.
         *
         * @param lastId of the last event that it has had; {@code null} for none
         */
        void greet(Listener listener, @Nullable String lastId);
    }

    private final String path;
    private final Greeter greeter;
    private final Set<EventListener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicInteger taken = new AtomicInteger();

    /** Events at this path. */
    public EventStream(String path, Greeter greeter) {
        this.path = path;
        this.greeter = greeter;
    }

    /** Where they are. */
    public String path() {
        return path;
    }

    /** Whether anybody listens. */
    public boolean isHeard() {
        return !listeners.isEmpty();
    }

    /** How many listen. */
    int count() {
        return listeners.size();
    }

    /** Sends an event to all. */
    public void publish(Event event) {
        ByteBuffer encoded = event.encoded();
        listeners.forEach(listener -> listener.send(encoded));
    }

    /** Shows all that the connection lives, and finds those that do not. */
    public void beat() {
        listeners.forEach(listener -> listener.send(BEAT));
    }

    /** Takes a listener on; {@code false} if there are too many. */
    boolean open(Request request, Response response, Callback callback) {
        if (taken.incrementAndGet() > MOST_LISTENERS) {
            taken.decrementAndGet();
            return false;
        }
        response.setStatus(Answer.OK);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        // Tells a well-known proxy not to hold events back.
        response.getHeaders().put("X-Accel-Buffering", "no");
        EventListener listener = new EventListener(request, response, callback, this::ended);
        listeners.add(listener);
        listener.send(BEAT);
        greeter.greet(listener, request.getHeaders().get("Last-Event-ID"));
        return true;
    }

    private void ended(EventListener listener) {
        if (listeners.remove(listener)) {
            taken.decrementAndGet();
        }
    }
}
