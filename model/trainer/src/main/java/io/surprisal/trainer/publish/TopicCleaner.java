package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.models.topic.ModelsTopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/**
 * Takes from the models topic what no alias' schedule names. Model after model, under the transactional id of each, so that
 * it fences publishes of the same model, and they fence it. Not thread-safe.
 */
public final class TopicCleaner {

    /** No model's name has an asterisk. */
    private static final String OF_NO_MODEL = "*gc";

    private final Map<String, Object> clients;
    private final Topic<String, ModelsRecord> topic;

    /**
     * A cleaner of one topic.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic the models topic with its serdes
     */
    public TopicCleaner(Map<String, Object> clients, Topic<String, ModelsRecord> topic) {
        this.clients = Map.copyOf(clients);
        this.topic = topic;
    }

    /**
     * Removes what may go.
     *
     * @return what went
     * @throws PublishException if it cannot be removed, or something that was published meanwhile needs it again
     */
    public Cleanup clean() {
        ModelsTopicReader reader = new ModelsTopicReader(clients, topic);
        ModelsTopicContent before = read(reader);
        Set<String> models =
                before.manifests().stream().map(ModelManifest::getName).collect(Collectors.toCollection(TreeSet::new));
        Cleanup all = new Cleanup(List.of(), List.of());
        for (String model : models) {
            if (!Cleanup.of(before, model::equals).isEmpty()) {
                all = sum(all, clean(model, model::equals));
            }
        }
        if (!Cleanup.of(read(reader), model -> false).isEmpty()) {
            all = sum(all, clean(OF_NO_MODEL, model -> false));
        }
        requireAllWhole(before, all, read(reader));
        return all;
    }

    private Cleanup clean(String model, Predicate<String> models) {
        return new ModelsTopicEditor(clients, topic)
                .apply(ModelsTopicEditor.transactionalId(model), 0, content -> Cleanup.of(content, models));
    }

    private ModelsTopicContent read(ModelsTopicReader reader) {
        try {
            return reader.read();
        } catch (KafkaException e) {
            throw new PublishFailure(clients, topic.name(), 0).explained(e);
        }
    }

    private static Cleanup sum(Cleanup one, Cleanup other) {
        var versions = new ArrayList<>(one.versions());
        versions.addAll(other.versions());
        var chunks = new ArrayList<>(one.chunks());
        chunks.addAll(other.chunks());
        return new Cleanup(versions, chunks);
    }

    /** Another model's publish that found the same weights on the topic may have relied on the chunks that went. */
    private static void requireAllWhole(ModelsTopicContent before, Cleanup gone, ModelsTopicContent after) {
        Set<String> waiting = before.incomplete().stream()
                .map(AssemblyOutcome.Incomplete::sha256)
                .collect(Collectors.toSet());
        Set<String> removed =
                gone.chunks().stream().map(chunk -> chunk.sha256()).collect(Collectors.toSet());
        for (AssemblyOutcome.Incomplete broken : after.with(List.of()).incomplete()) {
            if (removed.contains(broken.sha256()) && !waiting.contains(broken.sha256())) {
                throw new PublishException("version " + broken.version() + " of " + broken.name()
                        + " was published while its weights were removed; publish it again");
            }
        }
    }
}
