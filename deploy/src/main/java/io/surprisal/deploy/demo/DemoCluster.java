package io.surprisal.deploy.demo;

import io.surprisal.deploy.broker.EmbeddedBroker;
import io.surprisal.deploy.registry.RegistryServer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The demo's broker and registry, started beside each other, in a folder that goes with them.
 *
 * <p>However this process ends, nothing stays: {@link #close()} runs once, from here or from a shutdown hook, and after
 * a kill that leaves no time for either the registry's process deletes the folder and ends.
 */
final class DemoCluster implements AutoCloseable {

    private final DemoFolder folder;
    private final RegistryServer registry;
    private final EmbeddedBroker broker;

    private DemoCluster(DemoFolder folder, RegistryServer registry, EmbeddedBroker broker) {
        this.folder = folder;
        this.registry = registry;
        this.broker = broker;
    }

    /** Starts both and waits until they answer. */
    static DemoCluster start(DemoPorts ports) throws IOException, InterruptedException {
        Resources started = new Resources();
        try {
            DemoFolder folder = started.add(new DemoFolder());
            Path installation = RegistryServer.installation();
            RegistryServer registry = started.add(
                    RegistryServer.launch(installation, folder.resolve("registry"), folder.path(), ports.registry()));
            EmbeddedBroker broker = started.add(EmbeddedBroker.start(folder.resolve("broker"), ports.broker()));
            registry.awaitReady();
            return new DemoCluster(folder, registry, broker);
        } catch (IOException | InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** Where Kafka clients connect. */
    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Where serializers find schemas. */
    String schemaRegistryUrl() {
        return registry.url();
    }

    /** A place for files that last as long as the demo. */
    Path folder(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        broker.close();
        registry.close();
        folder.close();
    }
}
