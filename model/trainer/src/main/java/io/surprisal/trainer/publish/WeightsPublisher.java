package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.Topic;
import java.time.Clock;
import java.util.Map;

/**
 * Puts a model file on the models topic: chunks, manifest and alias in one transaction, then reads the topic as the
 * detectors do and makes sure that the version is there, whole.
 *
 * <p>A second publish of the same file writes nothing. Two publishes of one model at the same time fence each other: the
 * one that began first fails and has written nothing. Not thread-safe.
 */
public final class WeightsPublisher {

    private final ModelsTopicEditor editor;
    private final Clock clock;

    /**
     * A publisher to one topic.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic the models topic with its serdes
     * @param clock wall-clock time, for the alias' schedule
     */
    public WeightsPublisher(Map<String, Object> clients, Topic<String, ModelsRecord> topic, Clock clock) {
        this.editor = new ModelsTopicEditor(clients, topic);
        this.clock = clock;
    }

    /**
     * Publishes a model file.
     *
     * @throws PublishException if nothing was published, saying why in one line; if the read back fails, saying that
     */
    public Published publish(ModelFile file, PublishOptions options) {
        PublishPlan plan = editor.apply(
                ModelsTopicEditor.transactionalId(file.getManifest().getName()),
                options.chunkSize(),
                content -> PublishPlan.of(file, options, content, clock.instant()));
        return new Published(plan.identity(), plan.records().size(), plan.activeFrom());
    }
}
