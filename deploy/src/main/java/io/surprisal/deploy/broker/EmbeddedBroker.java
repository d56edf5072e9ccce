package io.surprisal.deploy.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A single-node Kafka cluster in this process: broker and KRaft controller in one, listening on loopback only.
 *
 * <p>It is the real server, with real transactions and groups, sized for one machine. Its data lives in the directory
 * given and is the caller's to delete after {@link #close()}.
 *
 * <p>{@code KafkaRaftServer}, {@code Formatter} and {@code Exit} are not Kafka's public interface: this class holds their only use.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int START_ATTEMPTS = 3;
    private static final String LONGER_THAN_ANY_RUN_MS =
            Long.toString(Duration.ofDays(30).toMillis());

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker on any free port.
     *
     * @param directory where its logs go; made when it is missing
     */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, 0);
    }

    /**
     * Starts a broker; on a port given, one of an earlier run goes on with what its directory holds.
     *
     * @param directory where its logs go; made when it is missing
     * @param port where clients connect, 0 for any free one
     * @throws KafkaException if it does not start, because somebody else has the port, for example
     */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /**
     * Starts a broker with settings of its own, such as further listeners.
     *
     * @param directory where its logs go; made when it is missing
     * @param port where clients connect, 0 for any free one
     * @param more settings in place of or beside the usual ones; where they name {@code listeners}, they name all of them
     *     but the controller's
     * @throws KafkaException if it does not start
     */
    public static EmbeddedBroker start(Path directory, int port, Map<String, String> more) {
        KafkaException failure = new KafkaException("broker was not started");
        for (int attempt = 0; attempt < (port > 0 ? 1 : START_ATTEMPTS); attempt++) {
            try {
                // Another process may take a port between finding and binding it: then the next attempt finds others.
                return startOn(
                        directory.resolve("attempt-" + attempt),
                        port > 0 ? port : LoopbackPorts.free(),
                        LoopbackPorts.free(),
                        more);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (KafkaException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static EmbeddedBroker startOn(Path directory, int port, int controllerPort, Map<String, String> more)
            throws IOException {
        Files.createDirectories(directory);
        if (!Files.exists(directory.resolve("meta.properties"))) {
            format(directory);
        }
        KafkaRaftServer server = new KafkaRaftServer(
                new KafkaConfig(settings(directory, port, controllerPort, more), false), Time.SYSTEM);
        // Else the server would end this process where it cannot start.
        Exit.Procedure refusal = (status, message) -> {
            throw new KafkaException("the broker ended with status " + status);
        };
        Exit.setExitProcedure(refusal);
        Exit.setHaltProcedure(refusal);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            server.awaitShutdown();
            throw new KafkaException(
                    "the broker does not start on port " + port + " of " + HOST
                            + (LoopbackPorts.isFree(port) ? ": " + e.getMessage() : ": somebody else listens there"),
                    e);
        } finally {
            Exit.resetExitProcedure();
            Exit.resetHaltProcedure();
        }
        return new EmbeddedBroker(server, port);
    }

    private static void format(Path directory) {
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream())) {
            new Formatter()
                    .setPrintStream(silent)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .run();
        } catch (Exception e) {
            throw new KafkaException("cannot format the broker's directory " + directory, e);
        }
    }

    private static Map<String, String> settings(
            Path directory, int port, int controllerPort, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", directory.toString());
        settings.put("auto.create.topics.enable", "false");
        oneReplica(settings);
        replayedTime(settings);
        quickGroups(settings);
        fewThreads(settings);
        settings.putAll(more);
        settings.computeIfPresent(
                "listeners",
                (name, listeners) -> more.containsKey(name)
                        ? listeners + ",CONTROLLER://" + HOST + ":" + controllerPort
                        : listeners);
        return settings;
    }

    private static void oneReplica(Map<String, String> settings) {
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
    }

    /**
     * Replayed series carry the timestamps of years ago, sped-up ones run ahead of the wall clock. Nothing is deleted for
     * its age, which a topic's own retention would otherwise ask for at once, and no segment is rolled for it.
     */
    private static void replayedTime(Map<String, String> settings) {
        settings.put("log.initial.task.delay.ms", LONGER_THAN_ANY_RUN_MS);
        settings.put("log.retention.check.interval.ms", LONGER_THAN_ANY_RUN_MS);
        settings.put("log.roll.ms", Long.toString(Long.MAX_VALUE));
        settings.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    }

    /** Nobody else joins these groups: waiting for further members only delays the start. */
    private static void quickGroups(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.streams.initial.rebalance.delay.ms", "0");
        settings.put("group.streams.assignment.interval.ms", "0");
        settings.put("group.streams.heartbeat.interval.ms", "500");
        settings.put("group.streams.min.heartbeat.interval.ms", "500");
        settings.put("group.consumer.heartbeat.interval.ms", "500");
        settings.put("group.consumer.min.heartbeat.interval.ms", "500");
        // Whoever takes over from a killed member waits for the end of its transaction, which is else looked for in 10
        // s.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    private static void fewThreads(Map<String, String> settings) {
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("log.cleaner.threads", "1");
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
    }

    /** Where clients connect, {@code host:port}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Stops the broker and waits until it has; the directory stays. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
