package io.surprisal.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.Provenance;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.schemas.models.signature.SigningKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.models.topic.TopicVerification;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishPlanTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final PublishOptions AS_CHAMPION =
            PublishOptions.weightsOnly().as(AliasName.CHAMPION, Activation.usual());

    @Test
    void writesChunksThenManifestThenAlias() {
        PublishPlan plan =
                PublishPlan.of(Models.file("1", 1), AS_CHAMPION.withChunkSize(2000), new ModelsTopicContent(), NOW);

        List<ModelsTopicKey.Kind> kinds =
                plan.records().stream().map(record -> record.key().kind()).toList();
        assertThat(kinds).hasSizeGreaterThan(3);
        assertThat(kinds.subList(0, kinds.size() - 2)).containsOnly(ModelsTopicKey.Kind.WEIGHTS);
        assertThat(kinds.subList(kinds.size() - 2, kinds.size()))
                .containsExactly(ModelsTopicKey.Kind.MANIFEST, ModelsTopicKey.Kind.ALIAS);
    }

    @Test
    void writesNoAliasUnlessAsked() {
        PublishPlan plan =
                PublishPlan.of(Models.file("1", 1), PublishOptions.weightsOnly(), new ModelsTopicContent(), NOW);

        assertThat(plan.records())
                .extracting(record -> record.key().kind())
                .containsExactly(ModelsTopicKey.Kind.WEIGHTS, ModelsTopicKey.Kind.MANIFEST);
        assertThat(plan.activeFrom()).isEmpty();
    }

    @Test
    void writesNothingTheSecondTime() {
        ModelsTopicContent content = new ModelsTopicContent();
        ModelFile file = Models.file("1", 1);
        accept(content, PublishPlan.of(file, AS_CHAMPION, content, NOW));

        PublishPlan again = PublishPlan.of(file, AS_CHAMPION, content, NOW.plusSeconds(5));

        assertThat(again.records()).isEmpty();
        assertThat(again.activeFrom()).isEmpty();
    }

    @Test
    void refusesAModelWithoutACalibration() {
        ModelFile file = Models.uncalibrated("1", 1);

        assertThatThrownBy(() -> PublishPlan.of(file, AS_CHAMPION, new ModelsTopicContent(), NOW))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("no calibration")
                .hasMessageContaining("train --recalibrate");
    }

    @Test
    void completesAPublishOfWhichChunksAreMissing() {
        ModelsTopicContent content = new ModelsTopicContent();
        ModelFile file = Models.file("1", 1);
        PublishPlan first = PublishPlan.of(file, PublishOptions.weightsOnly(), content, NOW);
        ModelsTopicRecord manifest = first.records().get(1);
        content.accept(manifest.key().format(), manifest.value());

        PublishPlan second = PublishPlan.of(file, PublishOptions.weightsOnly(), content, NOW);

        assertThat(second.records()).isEqualTo(first.records());
        assertThat(content.isComplete(first.identity())).isFalse();
    }

    @Test
    void refusesAVersionThatIsThereWithOtherWeightsNamingBoth() {
        ModelsTopicContent content = new ModelsTopicContent();
        ModelFile first = Models.file("1", 1);
        ModelFile other = Models.file("1", 2);
        accept(content, PublishPlan.of(first, AS_CHAMPION, content, NOW));

        assertThatThrownBy(() -> PublishPlan.of(other, AS_CHAMPION, content, NOW))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("version 1 of cpu is there already with other weights")
                .hasMessageContaining(first.getManifest().getSha256())
                .hasMessageContaining(other.getManifest().getSha256());
    }

    @Test
    void refusesAFileWhoseWeightsAreDamaged() {
        ModelFile file = Models.file("1", 1);
        byte[] bytes = new byte[file.getWeights().remaining()];
        file.getWeights().duplicate().get(bytes);
        bytes[100] ^= 1;
        ModelFile damaged =
                ModelFile.newBuilder(file).setWeights(ByteBuffer.wrap(bytes)).build();

        assertThatThrownBy(() -> PublishPlan.of(damaged, AS_CHAMPION, new ModelsTopicContent(), NOW))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("must not be used")
                .hasMessageContaining("SHA-256");
    }

    @Test
    void activatesTheFirstVersionForAllEventsAndLaterOnesAfterAMinute() {
        ModelsTopicContent content = new ModelsTopicContent();
        accept(content, PublishPlan.of(Models.file("1", 1), AS_CHAMPION, content, NOW));
        PublishPlan second = PublishPlan.of(Models.file("2", 2), AS_CHAMPION, content, NOW);
        accept(content, second);

        List<AliasEntry> entries = content.schedule(new ModelsTopicKey.Alias("cpu", AliasName.CHAMPION))
                .getEntries();
        assertThat(entries)
                .extracting(AliasEntry::getFromEventTime)
                .containsExactly(Instant.EPOCH, NOW.plusSeconds(60));
        assertThat(entries).extracting(AliasEntry::getEpoch).containsExactly(1L, 2L);
        assertThat(entries).extracting(AliasEntry::getVersion).containsExactly("1", "2");
        assertThat(second.activeFrom()).contains(NOW.plusSeconds(60));
    }

    @Test
    void activatesWhenItIsTold() {
        ModelsTopicContent content = new ModelsTopicContent();
        accept(content, PublishPlan.of(Models.file("1", 1), AS_CHAMPION, content, NOW));
        Instant later = NOW.plusSeconds(3600);

        assertThat(activation(content, Activation.immediate())).isEqualTo(NOW);
        assertThat(activation(content, Activation.at(later))).isEqualTo(later);
        assertThat(activation(content, Activation.fromBeginning())).isEqualTo(Instant.EPOCH);
    }

    @Test
    void activatesAtATimeAsExactAsEventsAre() {
        ModelsTopicContent content = new ModelsTopicContent();
        Instant now = NOW.plusNanos(123_456_789);
        accept(content, PublishPlan.of(Models.file("1", 1), AS_CHAMPION, content, now));

        PublishPlan second = PublishPlan.of(Models.file("2", 2), AS_CHAMPION, content, now);

        assertThat(second.activeFrom()).contains(NOW.plusMillis(60_123));
    }

    @Test
    void keepsTheAliasesApart() {
        ModelsTopicContent content = new ModelsTopicContent();
        accept(content, PublishPlan.of(Models.file("1", 1), AS_CHAMPION, content, NOW));

        PublishPlan challenger = PublishPlan.of(
                Models.file("1", 1),
                PublishOptions.weightsOnly().as(AliasName.CHALLENGER, Activation.usual()),
                content,
                NOW);

        assertThat(challenger.records())
                .extracting(record -> record.key().format())
                .containsExactly("alias/cpu/challenger");
        assertThat(challenger.activeFrom()).contains(Instant.EPOCH);
    }

    @Test
    void refusesTheSameWeightsWithAnotherStoryNamingWhatIsDifferent() {
        ModelsTopicContent content = new ModelsTopicContent();
        ModelFile file = Models.file("1", 1);
        accept(content, PublishPlan.of(file, AS_CHAMPION, content, NOW));
        ModelManifest retold = ModelManifest.newBuilder(file.getManifest())
                .setProvenance(Provenance.newBuilder().setWho("x").build())
                .build();
        ModelFile other = ModelFile.newBuilder(file).setManifest(retold).build();

        assertThatThrownBy(() -> PublishPlan.of(other, AS_CHAMPION, content, NOW))
                .hasMessageContaining("version 1 of cpu is there already with the same weights and another provenance");
    }

    @Test
    void sharesTheChunksOfAVersionWithTheSameWeights() {
        ModelsTopicContent content = new ModelsTopicContent();
        ModelFile file = Models.file("1", 1);
        accept(content, PublishPlan.of(file, AS_CHAMPION.withChunkSize(1000), content, NOW));
        ModelFile renamed = ModelFile.newBuilder(file)
                .setManifest(ModelManifest.newBuilder(file.getManifest())
                        .setVersion("2")
                        .build())
                .build();

        PublishPlan plan = PublishPlan.of(renamed, PublishOptions.weightsOnly(), content, NOW);
        accept(content, plan);

        assertThat(plan.records()).extracting(record -> record.key().format()).containsExactly("manifest/cpu/2");
        assertThat(TopicVerification.of(content).faults()).isEmpty();
        assertThat(content.complete()).hasSize(2);
    }

    @Test
    void signsAVersionThatIsThereAndNeverTakesItsSignatureAway() {
        ModelsTopicContent content = new ModelsTopicContent();
        ModelFile file = Models.file("1", 1);
        ModelFile signed = SigningKey.generate().sign(file);
        accept(content, PublishPlan.of(file, AS_CHAMPION, content, NOW));

        PublishPlan signing = PublishPlan.of(signed, AS_CHAMPION, content, NOW);
        accept(content, signing);

        assertThat(signing.records())
                .extracting(record -> record.key().format())
                .containsExactly("manifest/cpu/1");
        assertThat(PublishPlan.of(signed, AS_CHAMPION, content, NOW).records()).isEmpty();
        assertThat(PublishPlan.of(file, AS_CHAMPION, content, NOW).records()).isEmpty();
    }

    @Test
    void refusesWhenTheAliasWasChangedMeanwhile() {
        ModelsTopicContent content = new ModelsTopicContent();
        accept(content, PublishPlan.of(Models.file("1", 1), AS_CHAMPION, content, NOW));
        ExpectedAlias before = new ExpectedAlias(AliasName.CHAMPION, "");

        assertThatThrownBy(() -> PublishPlan.of(Models.file("2", 2), AS_CHAMPION.expecting(before), content, NOW))
                .hasMessageContaining("alias/cpu/champion was changed meanwhile");
    }

    private static Instant activation(ModelsTopicContent content, Activation activation) {
        PublishOptions options = PublishOptions.weightsOnly().as(AliasName.CHAMPION, activation);
        return PublishPlan.of(Models.file("2", 2), options, content, NOW)
                .activeFrom()
                .orElseThrow();
    }

    private static void accept(ModelsTopicContent content, PublishPlan plan) {
        plan.records().forEach(record -> content.accept(record.key().format(), record.value()));
    }
}
