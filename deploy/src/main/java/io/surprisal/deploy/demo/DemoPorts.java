package io.surprisal.deploy.demo;

import io.surprisal.deploy.broker.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ports that a demo listens on. Known ones make commands easy to copy; of several demos the first one gets them, also
 * where all start in the same moment: it holds a port that nobody uses, from before it looks until it ends.
 */
final class DemoPorts implements AutoCloseable {

    private static final int GUARD = 19091;
    private static final int BROKER = 19092;
    private static final int REGISTRY = 18081;

    private final @Nullable ServerSocket guard;
    private final int broker;
    private final int registry;
    private final String remark;

    private DemoPorts(@Nullable ServerSocket guard, int broker, int registry, String remark) {
        this.guard = guard;
        this.broker = broker;
        this.registry = registry;
        this.remark = remark;
    }

    /**
     * Chooses ports.
     *
     * @param wished the broker's, 0 for the known one or else any
     * @throws IOException if somebody listens on the wished port
     */
    static DemoPorts take(int wished) throws IOException {
        return take(wished, GUARD, BROKER, REGISTRY);
    }

    static DemoPorts take(int wished, int guardPort, int brokerPort, int registryPort) throws IOException {
        if (wished > 0 && !LoopbackPorts.isFree(wished)) {
            throw new IOException("port " + wished + " of 127.0.0.1 is taken; give another one by --port, or leave it"
                    + " out to take any that is free");
        }
        ServerSocket guard = guard(guardPort);
        int registry = guard == null ? 0 : registryPort;
        if (wished > 0) {
            return new DemoPorts(guard, wished, registry, "");
        }
        if (guard != null && LoopbackPorts.isFree(brokerPort)) {
            return new DemoPorts(guard, brokerPort, registry, "");
        }
        return new DemoPorts(
                guard,
                0,
                registry,
                "Port " + brokerPort + " is taken, by another demo perhaps: this one takes any that is free; --port"
                        + " chooses one.");
    }

    private static @Nullable ServerSocket guard(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException taken) {
            socket.close();
            return null;
        }
    }

    /** The broker's; 0 for any. */
    int broker() {
        return broker;
    }

    /** The registry's, if it is free; 0 for any. */
    int registry() {
        return registry;
    }

    /** What its user should know. */
    Optional<String> remark() {
        return Optional.of(remark).filter(text -> !text.isEmpty());
    }

    @Override
    public void close() throws IOException {
        if (guard != null) {
            guard.close();
        }
    }
}
