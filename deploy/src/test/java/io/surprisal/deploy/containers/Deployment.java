package io.surprisal.deploy.containers;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Future;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.MountableFile;

/**
 * A broker and a registry in one network, and what runs from the image under test beside them. Closing it removes all
 * of it.
 */
final class Deployment implements AutoCloseable {

    /** On every container and network, so that those of a killed run can be found and removed. */
    static final Map<String, String> LABELS = Map.of("io.surprisal.test", "containers");

    private static final String BROKER = "broker:19092";
    private static final int READABLE_BY_ALL = 0444;

    private final Network network = Network.builder()
            .createNetworkCmdModifier(command -> command.withLabels(LABELS))
            .build();
    private final KafkaContainer broker = new KafkaContainer(ContainerImages.kafka())
            .withNetwork(network)
            .withLabels(LABELS)
            .withListener(BROKER);
    private final Registry registry = new Registry(ContainerImages.registry(), network, BROKER);
    private final Future<String> image = ContainerImages.surprisal();

    /** Starts the broker, then the registry, and waits until both answer. */
    void start() {
        broker.start();
        registry.start();
    }

    /** The broker's address for this process. */
    String bootstrapServers() {
        return broker.getBootstrapServers();
    }

    /** The registry's address for this process. */
    String registryUrl() {
        return registry.url();
    }

    /**
     * Runs one command of the image to its end.
     *
     * @return its exit code and what it printed
     */
    Outcome run(String... command) {
        return outcome(container(command));
    }

    /** As {@link #run(String...)}, with a file of this machine at a path in the container. */
    Outcome runWithFile(Path file, String path, String... command) {
        return outcome(
                container(command).withCopyFileToContainer(MountableFile.forHostPath(file, READABLE_BY_ALL), path));
    }

    private static Outcome outcome(GenericContainer<?> command) {
        try (command) {
            command.withStartupCheckStrategy(new EndOfProcess()).start();
            return new Outcome(exitCode(command), command.getLogs());
        }
    }

    /** The exit code of a container whose process has ended. */
    static long exitCode(GenericContainer<?> ended) {
        ContainerState state = ended.getCurrentContainerInfo().getState();
        Long code = state.getExitCodeLong();
        if (code == null) {
            throw new IllegalStateException("the container has no exit code, its state is " + state.getStatus());
        }
        return code;
    }

    /** The image with its default command, told where broker and registry are; not started yet. */
    Detector detector(Map<String, String> settings) {
        return new Detector(container().withEnv(settings));
    }

    private GenericContainer<?> container(String... command) {
        return new GenericContainer<>(image)
                .withNetwork(network)
                .withLabels(LABELS)
                .withEnv("SURPRISAL_BOOTSTRAP_SERVERS", BROKER)
                .withEnv("SURPRISAL_SCHEMA_REGISTRY_URL", registry.urlInside())
                .withCommand(command);
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
        network.close();
    }
}
