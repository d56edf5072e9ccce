package io.surprisal.schemas.setup;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.surprisal.schemas.MessageTimestamp;
import io.surprisal.schemas.RegistrySettings;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.TopicOwner;
import io.surprisal.schemas.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * Creates topics and registers schemas. What is there already is left as it is; where it is not as it must be, the
 * result says what was found and what was expected. It may be run any number of times.
 */
public final class TopicSetup {

    /** Whether setup changes anything. */
    public enum Mode {
        /** It creates what is missing. */
        APPLY,
        /** It only says what it would create. */
        DRY_RUN
    }

    private final TopicCatalog catalog;
    private final SchemaSetup schemas;

    TopicSetup(TopicCatalog catalog, SchemaSetup schemas) {
        this.catalog = catalog;
        this.schemas = schemas;
    }

    /**
     * Setup at a broker and a registry. Both clients stay the caller's to close.
     *
     * @param admin client of the broker
     * @param servers the broker's address, for messages
     * @param registry client of the registry
     * @param registrySettings the registry's address, for messages
     * @param topicSettings how many replicas new topics have
     */
    public static TopicSetup at(
            Admin admin,
            String servers,
            SchemaRegistryClient registry,
            RegistrySettings registrySettings,
            TopicSettings topicSettings) {
        return new TopicSetup(
                new BrokerCatalog(admin, servers, topicSettings.replicationFactor()),
                new SchemaSetup(registry, registrySettings.url()));
    }

    /**
     * Goes through topics in order, each with its schema.
     *
     * @return two results for each topic
     * @throws SetupException if broker or registry cannot be reached or refuse; what was done until then stays
     */
    public List<SetupResult> run(List<Topic<?, ?>> topics, Mode mode) {
        List<SetupResult> results = new ArrayList<>();
        for (Topic<?, ?> topic : topics) {
            results.add(create(topic, mode));
            results.add(schemas.run(topic, mode == Mode.DRY_RUN));
        }
        return results;
    }

    private SetupResult create(Topic<?, ?> topic, Mode mode) {
        String wanted = topic.form().partitions() + " partitions, cleanup.policy="
                + topic.form().cleanupPolicy().setting()
                + (isStampedByBroker(topic)
                        ? ", message.timestamp.type="
                                + topic.form().timestamps().setting()
                        : "");
        Optional<TopicCatalog.Found> found = catalog.find(topic.name());
        if (found.isPresent()) {
            return compare(topic, found.get());
        }
        if (mode == Mode.DRY_RUN) {
            return result(topic, SetupResult.Outcome.MISSING, wanted);
        }
        catalog.create(topic);
        return result(topic, SetupResult.Outcome.CREATED, wanted);
    }

    private static SetupResult compare(Topic<?, ?> topic, TopicCatalog.Found found) {
        List<String> faults = new ArrayList<>();
        if (found.partitions() != topic.form().partitions()) {
            faults.add("found " + found.partitions() + " partitions, expected "
                    + topic.form().partitions());
        }
        if (!found.cleanupPolicy().equals(topic.form().cleanupPolicy().setting())) {
            faults.add("found cleanup.policy=" + found.cleanupPolicy() + ", expected "
                    + topic.form().cleanupPolicy().setting());
        }
        if (isStampedByBroker(topic)
                && !found.timestampType().equals(topic.form().timestamps().setting())) {
            faults.add("found message.timestamp.type=" + found.timestampType() + ", expected "
                    + topic.form().timestamps().setting());
        }
        boolean disagrees = !faults.isEmpty() && topic.form().owner() == TopicOwner.PROJECT;
        return result(
                topic,
                disagrees ? SetupResult.Outcome.DISAGREES : SetupResult.Outcome.EXISTS,
                disagrees
                        ? String.join("; ", faults)
                        : found.partitions() + " partitions, cleanup.policy=" + found.cleanupPolicy());
    }

    private static boolean isStampedByBroker(Topic<?, ?> topic) {
        return topic.form().timestamps() == MessageTimestamp.OF_BROKER;
    }

    private static SetupResult result(Topic<?, ?> topic, SetupResult.Outcome outcome, String detail) {
        return new SetupResult(SetupResult.Subject.TOPIC, topic.name(), outcome, detail);
    }
}
