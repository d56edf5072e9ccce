package io.surprisal.trainer.publish;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.model.ModelIdentity;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.ModelsTopicKey;
import java.time.Clock;
import java.util.Map;

/**
 * Makes versions that are on the models topic champion or challenger, and takes that back. Both append to the alias'
 * schedule; nothing of it is overwritten. Fences, and is fenced by, publishes of the same model. Not thread-safe.
 */
public final class AliasPublisher {

    private final ModelsTopicEditor editor;
    private final Clock clock;

    /**
     * A publisher to one topic.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic the models topic with its serdes
     * @param clock wall-clock time, for the alias' schedule
     */
    public AliasPublisher(Map<String, Object> clients, Topic<String, ModelsRecord> topic, Clock clock) {
        this.editor = new ModelsTopicEditor(clients, topic);
        this.clock = clock;
    }

    /**
     * Makes a version champion or challenger.
     *
     * @param expected what its alias means now, refused if it was changed meanwhile
     * @throws PublishException if nothing was changed, saying why in one line; if the read back fails, saying that
     */
    public Published promote(ModelIdentity identity, AliasName alias, AliasRequest request, ExpectedAlias expected) {
        ModelsTopicKey.Alias key = new ModelsTopicKey.Alias(identity.name(), alias);
        return published(editor.apply(ModelsTopicEditor.transactionalId(identity.name()), 0, content -> {
            expected.require(key, content.schedule(key));
            return AliasChange.promotion(content, identity, key, request, clock.instant());
        }));
    }

    /**
     * Makes an alias mean again what it meant before its present version; a second time, what it meant before that.
     *
     * @param model name of the model
     * @throws PublishException if nothing was changed, saying why in one line; if the read back fails, saying that
     */
    public Published rollback(String model, AliasName alias, AliasRequest request) {
        ModelsTopicKey.Alias key = new ModelsTopicKey.Alias(model, alias);
        return published(editor.apply(
                ModelsTopicEditor.transactionalId(model),
                0,
                content -> AliasChange.rollback(content, key, request, clock.instant())));
    }

    private static Published published(AliasChange change) {
        return new Published(
                change.identity(), change.writes().size(), change.append().map(AliasAppend::from));
    }
}
