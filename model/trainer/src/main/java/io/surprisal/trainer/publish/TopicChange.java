package io.surprisal.trainer.publish;

import io.surprisal.schemas.models.topic.ModelsTopicContent;
import java.util.List;

/** What is to be changed on the models topic, decided by what stands there. */
public interface TopicChange {

    /** What is to be written, in order; nothing where the topic is already as wished. */
    List<TopicWrite> writes();

    /** Whether a content, as detectors read it, has the change. */
    boolean isMade(ModelsTopicContent content);
}
