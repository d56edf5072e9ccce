package io.surprisal.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.models.topic.TopicVerification;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may go from a topic, and what is wrong with one from which too much went. */
class CleanupTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final PublishOptions AS_CHAMPION =
            PublishOptions.weightsOnly().withChunkSize(1000).as(AliasName.CHAMPION, Activation.usual());

    private final ModelsTopicContent content = new ModelsTopicContent();

    @Test
    void keepsAllThatAScheduleNamesThePastToo() {
        publish(Models.file("1", 1), AS_CHAMPION);
        publish(Models.file("2", 2), AS_CHAMPION);

        assertThat(Cleanup.of(content).isEmpty()).isTrue();
    }

    @Test
    void removesVersionsThatNoScheduleNamesWithTheirChunks() {
        publish(Models.file("1", 1), AS_CHAMPION);
        publish(Models.file("2", 2), PublishOptions.weightsOnly());

        Cleanup cleanup = Cleanup.of(content);
        cleanup.writes().forEach(write -> content.accept(write.key(), write.value()));

        assertThat(cleanup.versions()).containsExactly(new ModelsTopicKey.Manifest("cpu", "2"));
        assertThat(cleanup.chunks()).hasSize(1);
        assertThat(cleanup.isMade(content)).isTrue();
        assertThat(TopicVerification.of(content).isSound()).isTrue();
        assertThat(content.complete()).hasSize(1);
    }

    @Test
    void removesChunksOfNoVersion() {
        publish(Models.file("1", 1), AS_CHAMPION);
        accept(ModelCodec.toRecords(Models.file("2", 2), 1000).subList(0, 2));

        assertThat(TopicVerification.of(content).remarks())
                .containsExactly("2 chunks belong to no version; 'surprisal models gc' removes them");
        assertThat(Cleanup.of(content).chunks()).hasSize(2);
        assertThat(Cleanup.of(content).versions()).isEmpty();
    }

    @Test
    void touchesNothingWhileAnAliasCannotBeRead() {
        publish(Models.file("1", 1), AS_CHAMPION);
        content.accept("alias/cpu/challenger", ModelsRecord.newBuilder().build());

        assertThatThrownBy(() -> Cleanup.of(content))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("nobody knows what alias/cpu/challenger names");
    }

    @Test
    void saysWhatIsMissingWhereAChunkIsGone() {
        ModelFile file = Models.file("1", 1);
        publish(file, AS_CHAMPION);
        content.accept(new ModelsTopicKey.Weights(file.getManifest().getSha256(), 0).format(), null);

        assertThat(TopicVerification.of(content).faults())
                .anyMatch(fault -> fault.startsWith("manifest/cpu/1: has ") && fault.contains(" chunks"))
                .anyMatch(fault -> fault.startsWith("alias/cpu/champion: epoch 1 names version 1"));
    }

    @Test
    void saysWhatIsWrongWhereAChunkIsAnother() {
        publish(Models.file("1", 1), AS_CHAMPION);
        ModelsTopicRecord chunk =
                ModelCodec.toRecords(Models.file("1", 1), 1000).get(0);
        ModelsTopicRecord damaged =
                ModelCodec.toRecords(Models.file("1", 1), 999).get(0);
        content.accept(chunk.key().format(), damaged.value());

        assertThat(TopicVerification.of(content).faults())
                .anyMatch(fault -> fault.startsWith("manifest/cpu/1: chunk 0 of") && fault.contains("1000 bytes"));
    }

    private void publish(ModelFile file, PublishOptions options) {
        accept(PublishPlan.of(file, options, content, NOW).records());
    }

    private void accept(List<ModelsTopicRecord> records) {
        records.forEach(record -> content.accept(record.key().format(), record.value()));
    }
}
