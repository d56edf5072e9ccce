package io.surprisal.deploy.rules;

import io.surprisal.avro.Maintenance;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.maintenance.MaintenanceWindow;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.trainer.publish.ModelsTopicEditor;
import io.surprisal.trainer.publish.PublishException;
import io.surprisal.trainer.publish.TopicChange;
import io.surprisal.trainer.publish.TopicWrite;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Announces windows and takes them back, under one transactional id, so that of two changes at the same time the one that began
 * first fails and has written nothing. Not thread-safe.
 */
public final class MaintenancePublisher {

    private static final String TRANSACTIONAL_ID = "surprisal-maintenance";
    private static final int SMALL = 0; // bytes of the largest value: far below what any broker takes

    private final ModelsTopicEditor editor;

    /**
     * A publisher to one topic.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic the models topic with its serdes
     */
    public MaintenancePublisher(Map<String, Object> clients, Topic<String, ModelsRecord> topic) {
        this.editor = new ModelsTopicEditor(clients, topic);
    }

    private record Edit(List<TopicWrite> writes, Predicate<ModelsTopicContent> wished) implements TopicChange {
        @Override
        public boolean isMade(ModelsTopicContent content) {
            return wished.test(content);
        }
    }

    /**
     * Announces a window, in the place of one of the same name.
     *
     * @throws IllegalArgumentException if detectors would refuse it
     * @throws RuleException if another change took over
     * @throws PublishException if brokers or registry do not do their part
     */
    public void announce(String id, Maintenance window) {
        MaintenanceWindow.of(id, window);
        String key = new ModelsTopicKey.Maintenance(id).format();
        edit(content -> new Edit(
                List.of(new TopicWrite(
                        key, ModelsRecord.newBuilder().setMaintenance(window).build())),
                after -> window.equals(after.maintenance().get(id))));
    }

    /**
     * Takes a window back.
     *
     * @return false if there is none
     * @throws RuleException if another change took over
     * @throws PublishException if brokers or registry do not do their part
     */
    public boolean remove(String id) {
        ModelsTopicKey key = new ModelsTopicKey.Maintenance(id);
        return edit(content -> content.maintenance().containsKey(id)
                ? new Edit(
                        List.of(TopicWrite.tombstone(key)),
                        after -> !after.maintenance().containsKey(id))
                : new Edit(List.of(), after -> true));
    }

    /** Whether anything was written. */
    private boolean edit(Function<ModelsTopicContent, Edit> decide) {
        try {
            return !editor.apply(TRANSACTIONAL_ID, SMALL, decide).writes().isEmpty();
        } catch (PublishException failure) {
            if (failure.isTakenOver()) {
                throw new RuleException(
                        "nothing was changed: another change of maintenance windows has taken over; look with 'surprisal"
                                + " maintenance list', then try again",
                        failure);
            }
            throw failure;
        }
    }
}
