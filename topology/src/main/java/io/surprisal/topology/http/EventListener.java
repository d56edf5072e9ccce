package io.surprisal.topology.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One that listens to events: those that wait for it, and the one that is being written. Thread-safe. */
final class EventListener implements EventStream.Listener {

    private static final int MOST_WAITING = 128;
    private static final int MOST_WAITING_BYTES = 2 << 20;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Consumer<EventListener> ended;

    // By synchronized methods only.
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean writing;
    private boolean over;

    EventListener(Request request, Response response, Callback callback, Consumer<EventListener> ended) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.ended = ended;
    }

    @Override
    public void send(EventStream.Event event) {
        send(event.encoded());
    }

    /** Sends bytes, which are shared with others. */
    void send(ByteBuffer event) {
        if (!take(event)) {
            // Ends the write that hangs, and so all.
            request.getConnectionMetaData().getConnection().getEndPoint().close();
            return;
        }
        write(next(false));
    }

    private synchronized boolean take(ByteBuffer event) {
        if (over) {
            return true;
        }
        if (waiting.size() == MOST_WAITING || waitingBytes + event.remaining() > MOST_WAITING_BYTES) {
            over = true;
            return false;
        }
        waiting.add(event.duplicate());
        waitingBytes += event.remaining();
        return true;
    }

    private synchronized @Nullable ByteBuffer next(boolean written) {
        if (writing && !written) {
            return null;
        }
        ByteBuffer next = waiting.poll();
        writing = next != null;
        waitingBytes -= next == null ? 0 : next.remaining();
        return next;
    }

    private void write(@Nullable ByteBuffer next) {
        if (next != null) {
            response.write(false, next, Callback.from(() -> write(next(true)), this::fail));
        }
    }

    private void fail(Throwable cause) {
        synchronized (this) {
            over = true;
            waiting.clear();
        }
        ended.accept(this);
        callback.failed(cause);
    }
}
