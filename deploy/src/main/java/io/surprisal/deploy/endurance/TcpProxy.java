package io.surprisal.deploy.endurance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A way to a server of this machine that can become slow, or be closed, while clients use it. */
public final class TcpProxy implements AutoCloseable {

    /** What the way is like. */
    public enum Way {
        /** Nothing is held back. */
        OPEN,
        /** Each piece of a request waits. */
        SLOW,
        /** Connections end, new ones are ended at once. */
        CLOSED
    }

    private static final int BUFFER = 8192;

    private final ServerSocket server;
    private final int target;
    private final long slowMs;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Way way = Way.OPEN;

    /**
     * Opens a way.
     *
     * @param target the server's port on loopback
     * @param slowMs what each piece of a request waits where the way is slow, milliseconds
     */
    public TcpProxy(int target, long slowMs) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, slowMs);
    }

    /**
     * Opens a way that begins at a socket of the caller's, such as one that speaks TLS.
     *
     * @param server closed with the way
     * @param target the server's port on loopback
     * @param slowMs what each piece of a request waits where the way is slow, milliseconds
     */
    public TcpProxy(ServerSocket server, int target, long slowMs) {
        this.server = server;
        this.target = target;
        this.slowMs = slowMs;
        daemon(this::accept, "proxy-" + server.getLocalPort());
    }

    /** Where clients connect. */
    public int port() {
        return server.getLocalPort();
    }

    /** Changes the way, for connections that are there as well. */
    public void become(Way changed) {
        way = changed;
        if (changed == Way.CLOSED) {
            sockets.forEach(TcpProxy::quietly);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (way == Way.CLOSED) {
                    quietly(client);
                    continue;
                }
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(upstream);
                daemon(() -> pump(client, upstream, true), "proxy-request");
                daemon(() -> pump(upstream, client, false), "proxy-answer");
            } catch (IOException ended) {
                // By close, or a connection that failed: clients ask again.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean request) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (request && way == Way.SLOW) {
                    TimeUnit.MILLISECONDS.sleep(slowMs);
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException ended) {
            // The other side has gone.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        quietly(from);
        quietly(to);
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception gone) {
            // It was to be closed.
        }
    }

    @Override
    public void close() {
        quietly(server);
        sockets.forEach(TcpProxy::quietly);
    }
}
