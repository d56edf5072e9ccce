package io.surprisal.topology;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.RegistrySettings;
import io.surprisal.schemas.Topics;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.streams.StreamsSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks before the start whether what the application needs is there, so that a wrong address or a forgotten setup is one
 * line now and not a stack trace later. What goes away after the start is waited for instead.
 */
final class StartCheck {

    private static final int TIMEOUT_MS = 15_000;
    private static final int MILLIS_PER_SECOND = 1_000;

    private final DetectorSettings settings;

    StartCheck(DetectorSettings settings) {
        this.settings = settings;
    }

    /** Throws {@link StartupException} for the first thing that is missing; all missing topics count as one. */
    void run() {
        BrokerProbe.await(settings.engine().bootstrapServers(), Duration.ofMillis(TIMEOUT_MS));
        topics();
        registry();
    }

    private void topics() {
        Properties properties = StreamsSettings.client(settings);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        try (Admin admin = Admin.create(properties)) {
            List<String> missing = new ArrayList<>();
            Map<String, KafkaFuture<TopicDescription>> described =
                    admin.describeTopics(names()).topicNameValues();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : new TreeMap<>(described).entrySet()) {
                if (!exists(topic.getValue())) {
                    missing.add(topic.getKey());
                }
            }
            if (!missing.isEmpty()) {
                throw new StartupException("topics are missing on "
                        + settings.engine().bootstrapServers() + ": " + String.join(", ", missing)
                        + "; 'surprisal setup' creates them, the settings topic.* rename them");
            }
        } catch (KafkaException unusable) {
            throw new StartupException(broker(unusable), unusable);
        }
    }

    private List<String> names() {
        return new RunPlan(settings)
                .topics().stream().map(settings.topics()::name).toList();
    }

    private boolean exists(KafkaFuture<TopicDescription> description) {
        try {
            description.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw new StartupException(broker(failure), failure);
        } catch (TimeoutException late) {
            throw new StartupException(broker(late), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupException("the start was interrupted", interrupted);
        }
    }

    private String broker(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String what = cause.getMessage() == null
                ? "nothing within " + TIMEOUT_MS / MILLIS_PER_SECOND + " s"
                : cause.getMessage();
        return "no Kafka broker answers as it should at bootstrap.servers="
                + settings.engine().bootstrapServers() + ": " + what + "; check the address and the kafka.* settings";
    }

    private void registry() {
        RegistrySettings registry = settings.registry();
        try (SchemaRegistryClient client = registry.client()) {
            Set<String> missing = new TreeSet<>(subjects());
            missing.removeAll(client.getAllSubjects());
            if (!missing.isEmpty() && !settings.registersSchemas()) {
                throw new StartupException("schemas are missing in the registry at " + registry.url() + ": "
                        + String.join(", ", missing) + "; 'surprisal setup' registers them");
            }
        } catch (RestClientException refusal) {
            throw new StartupException(
                    "the schema registry at " + registry.url() + " refuses: " + refusal.getMessage()
                            + "; check schema.registry.url and the schema.registry.basic.auth.* settings",
                    refusal);
        } catch (IOException unreachable) {
            throw new StartupException(
                    "no schema registry answers at schema.registry.url=" + registry.url() + ": "
                            + unreachable.getMessage(),
                    unreachable);
        }
    }

    private List<String> subjects() {
        Topics topics = Topics.of(settings.topics(), new RegistrySerdes(settings.registry()));
        List<String> subjects = new ArrayList<>();
        subjects.add(topics.anomalies().subject());
        subjects.add(topics.deadLetters().subject());
        if (settings.writesScores()) {
            subjects.add(topics.scores().subject());
        }
        if (settings.runsChallengers()) {
            subjects.add(topics.shadowScores().subject());
        }
        if (settings.writesEvidence()) {
            subjects.add(topics.alertEvidence().subject());
        }
        if (settings.incidents().enabled()) {
            subjects.add(topics.incidents().subject());
        }
        return subjects;
    }
}
