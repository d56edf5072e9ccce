package io.surprisal.schemas.setup;

import io.surprisal.schemas.MessageTimestamp;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.TopicSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of a real broker. */
final class BrokerCatalog implements TopicCatalog {

    private static final Logger log = LoggerFactory.getLogger(BrokerCatalog.class);
    private static final int TIMEOUT_SECONDS = 20;

    private final Admin admin;
    private final String servers;
    private final short replicationFactor;

    /**
     * The topics of the broker that the client talks to.
     *
     * @param servers the broker's address, for messages
     * @param replicationFactor of new topics
     */
    BrokerCatalog(Admin admin, String servers, short replicationFactor) {
        this.admin = admin;
        this.servers = servers;
        this.replicationFactor = replicationFactor;
    }

    @Override
    public Optional<Found> find(String name) {
        String what = "describe topic " + name;
        try {
            Collection<TopicDescription> topics = await(
                            what, admin.describeTopics(List.of(name)).allTopicNames())
                    .values();
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            Collection<Config> configs =
                    await(what, admin.describeConfigs(List.of(resource)).all()).values();
            Config config = configs.iterator().next();
            return Optional.of(new Found(
                    topics.iterator().next().partitions().size(),
                    config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
                    config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value()));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        } catch (KafkaException e) {
            throw failed(what, e);
        }
    }

    @Override
    public void create(Topic<?, ?> topic) {
        Map<String, String> configs = new HashMap<>(topic.form().configs());
        configs.put(
                TopicConfig.CLEANUP_POLICY_CONFIG, topic.form().cleanupPolicy().setting());
        if (topic.form().timestamps() == MessageTimestamp.OF_BROKER) {
            configs.put(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    topic.form().timestamps().setting());
        }
        Optional<Short> replicas =
                replicationFactor == TopicSettings.BROKER_DEFAULT ? Optional.empty() : Optional.of(replicationFactor);
        NewTopic request = new NewTopic(topic.name(), Optional.of(topic.form().partitions()), replicas);
        String what = "create topic " + topic.name();
        try {
            await(what, admin.createTopics(List.of(request.configs(configs))).all());
        } catch (TopicExistsException e) {
            log.info("Topic {} was created by somebody else just now", topic.name());
        } catch (KafkaException e) {
            throw failed(what, e);
        }
    }

    /** The answer; Kafka's own exception where there is none, time-outs included. */
    private static <T> T await(String what, KafkaFuture<T> answer) {
        try {
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer in " + TIMEOUT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SetupException("cannot " + what + ": interrupted", e);
        }
    }

    private SetupException failed(String what, KafkaException cause) {
        String tried = "cannot " + what + " at " + servers + ": ";
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return new SetupException(
                    tried + "no broker answered; check that it runs and that bootstrap.servers is right", cause);
        }
        if (cause instanceof AuthenticationException) {
            return new SetupException(
                    tried + "the broker does not accept the credentials; check security.protocol and sasl.* ("
                            + cause.getMessage() + ")",
                    cause);
        }
        if (cause instanceof AuthorizationException) {
            return new SetupException(
                    tried + "not allowed; setup needs the rights to describe and create topics (" + cause.getMessage()
                            + ")",
                    cause);
        }
        return new SetupException(tried + cause.getMessage(), cause);
    }
}
