package io.surprisal.topology;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;

/**
 * Waits until one of the brokers takes a connection. Without it a Kafka client would tell each attempt that fails in its
 * log, before the one line that says what is wrong.
 */
final class BrokerProbe {

    private static final int CONNECT_MS = 2_000;
    private static final long PAUSE_MS = 200;

    private BrokerProbe() {}

    /**
     * Waits for any of these.
     *
     * @param bootstrapServers host:port, …; what has another form is left to the client, which says so
     * @throws StartupException if none is there within the limit, with what each said last
     */
    static void await(String bootstrapServers, Duration limit) {
        List<String> servers =
                List.of(bootstrapServers.split(",")).stream().map(String::strip).toList();
        if (servers.stream().anyMatch(server -> Utils.getHost(server) == null || Utils.getPort(server) == null)) {
            return;
        }
        long deadline = System.nanoTime() + limit.toNanos();
        List<String> faults = faults(servers);
        while (faults.size() == servers.size()) {
            if (System.nanoTime() > deadline) {
                throw new StartupException("no Kafka broker answers at bootstrap.servers=" + bootstrapServers + ": "
                        + String.join(", ", faults) + "; check the address and that it runs");
            }
            pause();
            faults = faults(servers);
        }
    }

    private static List<String> faults(List<String> servers) {
        List<String> faults = new ArrayList<>();
        for (String server : servers) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(Utils.getHost(server), Utils.getPort(server)), CONNECT_MS);
                return List.of();
            } catch (IOException failure) {
                faults.add(server + " " + failure.getMessage());
            }
        }
        return faults;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupException("the start was interrupted", interrupted);
        }
    }
}
