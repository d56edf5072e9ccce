package io.surprisal.deploy.containers;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A schema registry in a container: Apicurio, or Confluent's where the image's name says so. */
final class Registry implements AutoCloseable {

    private static final String ALIAS = "registry";

    private final GenericContainer<?> container;
    private final int port;
    private final String path;

    /**
     * Describes the container; {@link #start()} starts it.
     *
     * @param broker the broker's address inside the network, where Confluent's registry keeps its schemas
     */
    Registry(DockerImageName image, Network network, String broker) {
        boolean confluent = image.getUnversionedPart().contains("schema-registry");
        port = confluent ? 8081 : 8080;
        path = confluent ? "" : "/apis/ccompat/v7";
        container = new GenericContainer<>(image)
                .withNetwork(network)
                .withNetworkAliases(ALIAS)
                .withLabels(Deployment.LABELS)
                .withExposedPorts(port)
                .withEnv("SCHEMA_REGISTRY_HOST_NAME", ALIAS)
                .withEnv("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", broker)
                .waitingFor(Wait.forHttp(path + "/subjects").forPort(port));
    }

    void start() {
        container.start();
    }

    /** Its address for containers of the same network. */
    String urlInside() {
        return "http://" + ALIAS + ":" + port + path;
    }

    /** Its address for this process. */
    String url() {
        return "http://" + container.getHost() + ":" + container.getMappedPort(port) + path;
    }

    @Override
    public void close() {
        container.close();
    }
}
