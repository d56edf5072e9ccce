package io.surprisal.schemas.setup;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.surprisal.schemas.SchemaEvolution;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.TopicOwner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Registers the schema of a topic's values, or says why the registry's disagree. */
final class SchemaSetup {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final SchemaRegistryClient registry;
    private final String url;

    /**
     * Setup at a registry.
     *
     * @param url the registry's address, for messages
     */
    SchemaSetup(SchemaRegistryClient registry, String url) {
        this.registry = registry;
        this.url = url;
    }

    /** Looks at one topic's subject and, unless the run is dry, registers what is missing. */
    SetupResult run(Topic<?, ?> topic, boolean dryRun) {
        try {
            AvroSchema schema = new AvroSchema(topic.valueSchema());
            Optional<Integer> version = version(topic.subject(), schema);
            if (version.isPresent()) {
                return existing(topic, version.get(), dryRun);
            }
            Map<Integer, Schema> registered = registered(topic.subject());
            if (!registered.isEmpty() && topic.form().owner() == TopicOwner.USER) {
                return result(topic, SetupResult.Outcome.EXISTS, "has its own schema, which is read by paths");
            }
            List<String> faults = faults(schema.rawSchema(), registered);
            if (!faults.isEmpty()) {
                return result(topic, SetupResult.Outcome.DISAGREES, String.join("; ", faults));
            }
            return missing(topic, schema, dryRun);
        } catch (RestClientException e) {
            throw refused(topic, e);
        } catch (IOException e) {
            throw new SetupException(
                    "cannot reach the schema registry at " + url
                            + ": check that it runs and that schema.registry.url is right (" + e + ")",
                    e);
        }
    }

    private SetupResult existing(Topic<?, ?> topic, int version, boolean dryRun)
            throws IOException, RestClientException {
        Optional<String> rule = rule(topic.subject());
        if (rule.isPresent()
                && !rule.get().equals(SchemaEvolution.RULE)
                && topic.form().owner() == TopicOwner.PROJECT) {
            return result(
                    topic,
                    SetupResult.Outcome.DISAGREES,
                    "version " + version + " has compatibility " + rule.get() + ", expected " + SchemaEvolution.RULE);
        }
        if (rule.isEmpty() && !dryRun) {
            registry.updateCompatibility(topic.subject(), SchemaEvolution.RULE);
        }
        return result(topic, SetupResult.Outcome.EXISTS, "version " + version);
    }

    private SetupResult missing(Topic<?, ?> topic, AvroSchema schema, boolean dryRun)
            throws IOException, RestClientException {
        if (dryRun) {
            return result(topic, SetupResult.Outcome.MISSING, "compatibility " + SchemaEvolution.RULE);
        }
        registry.register(topic.subject(), schema);
        // After the first schema, because a registry may not know the subject before.
        registry.updateCompatibility(topic.subject(), SchemaEvolution.RULE);
        int version = registry.getVersion(topic.subject(), schema);
        return result(
                topic, SetupResult.Outcome.CREATED, "version " + version + ", compatibility " + SchemaEvolution.RULE);
    }

    /** The version as the registry compares schemas; it is looked up as a serializer will. */
    private Optional<Integer> version(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            registry.getId(subject, schema);
            return Optional.of(registry.getVersion(subject, schema));
        } catch (RestClientException e) {
            if (e.getStatus() != NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Map<Integer, Schema> registered(String subject) throws IOException, RestClientException {
        Map<Integer, Schema> schemas = new TreeMap<>();
        try {
            for (int version : registry.getAllVersions(subject)) {
                SchemaMetadata found = registry.getSchemaMetadata(subject, version);
                ParsedSchema parsed = registry.parseSchema(
                                found.getSchemaType(), found.getSchema(), found.getReferences())
                        .orElseThrow(() -> new IOException(
                                "version " + version + " of " + subject + " is no Avro schema that can be read"));
                schemas.put(version, (Schema) parsed.rawSchema());
            }
        } catch (RestClientException e) {
            if (e.getStatus() != NOT_FOUND) {
                throw e;
            }
        }
        return schemas;
    }

    private Optional<String> rule(String subject) throws IOException, RestClientException {
        try {
            return Optional.ofNullable(registry.getCompatibility(subject));
        } catch (RestClientException e) {
            if (e.getStatus() != NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static List<String> faults(Schema schema, Map<Integer, Schema> registered) {
        List<String> faults = new ArrayList<>();
        registered.forEach((version, earlier) -> SchemaEvolution.faults(schema, earlier)
                .forEach(fault -> faults.add("incompatible with version " + version + ", " + fault)));
        return faults;
    }

    private static SetupResult result(Topic<?, ?> topic, SetupResult.Outcome outcome, String detail) {
        return new SetupResult(SetupResult.Subject.SCHEMA, topic.subject(), outcome, detail);
    }

    private SetupException refused(Topic<?, ?> topic, RestClientException e) {
        String tried = "cannot register " + topic.subject() + " at " + url + ": ";
        if (e.getStatus() == UNAUTHORIZED) {
            return new SetupException(
                    tried + "the registry does not accept the credentials (401); set basic.auth.credentials.source="
                            + "USER_INFO and basic.auth.user.info, or bearer.auth.credentials.source=STATIC_TOKEN and"
                            + " bearer.auth.token; OAuth is not in this client",
                    e);
        }
        if (e.getStatus() == FORBIDDEN) {
            return new SetupException(
                    tried + "not allowed (403); setup needs the rights to read and write subjects and their"
                            + " compatibility",
                    e);
        }
        return new SetupException(tried + e.getMessage(), e);
    }
}
