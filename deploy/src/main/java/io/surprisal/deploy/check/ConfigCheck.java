package io.surprisal.deploy.check;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.TopicRole;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.setup.SetupException;
import io.surprisal.schemas.setup.SetupResult;
import io.surprisal.schemas.setup.TopicSetup;
import io.surprisal.topology.RunPlan;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Looks at all that a detector needs, goes on after each fault, and changes nothing. */
public final class ConfigCheck {

    private final DetectorSettings settings;
    private final Map<String, Object> clients;
    private final Supplier<ModelsTopicContent> models;
    private final int records;
    private final RunPlan plan;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> missing = new HashSet<>(); // topics

    /**
     * A check, not made yet.
     *
     * @param clients properties of Kafka clients
     * @param models reads the models topic
     * @param records how many of the newest records of each partition of the input are read
     */
    public ConfigCheck(
            DetectorSettings settings, Map<String, Object> clients, Supplier<ModelsTopicContent> models, int records) {
        this.settings = settings;
        this.clients = Map.copyOf(clients);
        this.models = models;
        this.records = records;
        this.plan = new RunPlan(settings);
    }

    /** All that was looked at, in the order in which things depend on each other. */
    public List<Finding> run() {
        try (Admin admin = Admin.create(clients)) {
            if (brokerAnswers(admin)) {
                topicsAndSchemas(admin);
                findings.addAll(new Rights(admin, settings, plan).check(missing));
                findings.addAll(new InternalTopics(admin, settings, plan).check());
                models();
                input();
            }
        } catch (KafkaException unusable) {
            findings.add(Finding.fault("kafka.* settings", reason(unusable)));
        }
        stateFolder();
        return List.copyOf(findings);
    }

    private boolean brokerAnswers(Admin admin) {
        String servers = settings.engine().bootstrapServers();
        try {
            int nodes = admin.describeCluster().nodes().get().size();
            findings.add(Finding.ok("brokers", servers + " answers, " + nodes + " in the cluster"));
            return true;
        } catch (ExecutionException failure) {
            findings.add(Finding.fault(
                    "brokers",
                    "nothing usable at bootstrap.servers=" + servers + ": " + reason(failure)
                            + "; check the address and the kafka.* settings"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            findings.add(Finding.fault("brokers", "interrupted"));
        }
        return false;
    }

    private void topicsAndSchemas(Admin admin) {
        Topics topics = Topics.of(settings.topics(), new RegistrySerdes(settings.registry()));
        Set<String> needed = new HashSet<>();
        plan.topics().forEach(role -> needed.add(settings.topics().name(role)));
        try (SchemaRegistryClient registry = settings.registry().client()) {
            TopicSetup setup = TopicSetup.at(
                    admin, settings.engine().bootstrapServers(), registry, settings.registry(), settings.topics());
            for (Topic<?, ?> topic : topics.all()) {
                if (needed.contains(topic.name())) {
                    look(setup, topic);
                }
            }
        } catch (IOException unclosed) {
            findings.add(Finding.warning("schema registry", reason(unclosed)));
        }
    }

    private void look(TopicSetup setup, Topic<?, ?> topic) {
        try {
            for (SetupResult result : setup.run(List.of(topic), TopicSetup.Mode.DRY_RUN)) {
                boolean input = topic.name().equals(settings.topics().name(TopicRole.OBSERVATIONS));
                // What the input's values are written with is its producers' affair.
                if (!input || result.subject() == SetupResult.Subject.TOPIC) {
                    findings.add(finding(result, input));
                }
            }
        } catch (SetupException failure) {
            findings.add(Finding.fault("topic " + topic.name(), reason(failure)));
        }
    }

    private Finding finding(SetupResult result, boolean input) {
        boolean topic = result.subject() == SetupResult.Subject.TOPIC;
        String subject = (topic ? "topic " : "schema ") + result.name();
        return switch (result.outcome()) {
            case CREATED, EXISTS -> Finding.ok(subject, result.detail().isEmpty() ? "registered" : result.detail());
            case MISSING -> {
                if (topic) {
                    missing.add(result.name());
                } else if (settings.registersSchemas()) {
                    yield Finding.ok(subject, "will be registered at its first use");
                }
                yield Finding.fault(
                        subject,
                        "is missing; 'surprisal setup' creates it"
                                + (input ? ", topic.observations names another" : ""));
            }
            case DISAGREES -> {
                boolean fatal = !topic || result.name().equals(settings.topics().name(TopicRole.MODELS));
                yield fatal ? Finding.fault(subject, result.detail()) : Finding.warning(subject, result.detail());
            }
        };
    }

    private void models() {
        if (missing.contains(settings.topics().name(TopicRole.MODELS))) {
            return;
        }
        try {
            findings.addAll(new Models(settings, models.get()).check());
        } catch (KafkaException unreadable) {
            findings.add(Finding.fault("models", "the topic cannot be read: " + reason(unreadable)));
        }
    }

    private void input() {
        if (records == 0 || missing.contains(settings.topics().name(TopicRole.OBSERVATIONS))) {
            return;
        }
        try {
            findings.add(new InputSample(settings, clients).check(records));
        } catch (KafkaException unreadable) {
            findings.add(Finding.fault("input", "the topic cannot be read: " + reason(unreadable)));
        }
    }

    private void stateFolder() {
        Path folder = settings.engine().stateDir().toAbsolutePath();
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        boolean usable = there != null && Files.isDirectory(there) && Files.isWritable(there);
        findings.add(
                usable
                        ? Finding.ok("state.dir", folder + " can be written")
                        : Finding.fault("state.dir", folder + " cannot be written by this user"));
    }

    static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
