package io.surprisal.deploy.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Finds TCP ports of the loopback interface that nobody listens on.
 *
 * <p>A port found is free, not reserved: between finding and binding another process may take it, so who binds it
 * tries again.
 */
public final class LoopbackPorts {

    private LoopbackPorts() {}

    /** Any free port. */
    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The wished port if it is free, else any: a known one makes commands easy to copy. */
    public static int freePreferring(int wished) throws IOException {
        return isFree(wished) ? wished : free();
    }

    /** Whether nobody listens on a port at this moment. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
