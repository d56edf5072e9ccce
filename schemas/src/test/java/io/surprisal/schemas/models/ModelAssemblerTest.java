package io.surprisal.schemas.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.WeightsChunk;
import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.VersionChange;
import io.surprisal.schemas.Examples;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelAssemblerTest {

    private static final int CHUNK_SIZE = 500;
    private static final ModelSnapshot MODEL = Models.model("1", 7);
    private static final List<ModelsTopicRecord> RECORDS = Models.records(MODEL, CHUNK_SIZE);
    private static final int CHUNKS = RECORDS.size() - 1;
    private static final String MANIFEST = "manifest/small/1";

    private final ModelAssembler assembler = new ModelAssembler();

    @Test
    void announcesAVersionOnceAllIsThere() {
        List<AssemblyOutcome> outcomes = accept(RECORDS);

        assertThat(outcomes).singleElement().isInstanceOfSatisfying(AssemblyOutcome.Complete.class, complete -> {
            assertThat(complete.model()).isEqualTo(MODEL);
            assertThat(complete.model().weights()).isEqualTo(MODEL.weights());
            assertThat(complete.manifest().getChunkCount()).isEqualTo(CHUNKS);
        });
        assertThat(assembler.complete()).hasSize(1);
        assertThat(assembler.incomplete()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void announcesItWhateverTheOrder(long seed) {
        List<ModelsTopicRecord> shuffled = new ArrayList<>(RECORDS);
        Collections.shuffle(shuffled, new Random(seed));

        List<AssemblyOutcome> outcomes = accept(shuffled);

        assertThat(kinds(outcomes)).containsOnlyOnce(AssemblyOutcome.Kind.COMPLETE);
        assertThat(kinds(outcomes)).doesNotContain(AssemblyOutcome.Kind.REFUSED);
        assertThat(kinds(outcomes).get(outcomes.size() - 1)).isEqualTo(AssemblyOutcome.Kind.COMPLETE);
    }

    @Test
    void saysHowManyChunksAreThereWhileSomeAreMissing() {
        ModelsTopicRecord manifest = RECORDS.get(CHUNKS);
        accept(RECORDS.subList(0, 2));

        List<AssemblyOutcome> outcomes = accept(manifest);

        assertThat(outcomes)
                .containsExactly(new AssemblyOutcome.Incomplete(
                        "small", "1", MODEL.identity().sha256(), 2, CHUNKS));
        assertThat(assembler.incomplete()).hasSize(1);
        assertThat(assembler.complete()).isEmpty();
    }

    @Test
    void saysNothingOfRecordsThatComeAgain() {
        accept(RECORDS);

        assertThat(accept(RECORDS)).isEmpty();
        assertThat(assembler.complete()).hasSize(1);
    }

    @Test
    void keepsTheVersionWhoseManifestIsPublishedWithOtherChunks() {
        accept(RECORDS);

        List<AssemblyOutcome> outcomes = accept(Models.records(MODEL, 3));

        assertThat(outcomes).isEmpty();
        assertThat(assembler.complete().get(0).manifest().getChunkSize()).isEqualTo(3);
    }

    @Test
    void refusesACorruptChunkOnceAndTakesAGoodOneInItsPlace() {
        List<ModelsTopicRecord> bad =
                withChunk(1, flipped(RECORDS.get(1).value().getChunk().getData()));

        List<AssemblyOutcome> refused = accept(bad);
        List<AssemblyOutcome> again = accept(bad);
        List<AssemblyOutcome> healed = accept(RECORDS.get(1));

        assertThat(refused).singleElement().isInstanceOfSatisfying(AssemblyOutcome.Refused.class, refusal -> {
            assertThat(refusal.key()).isEqualTo(MANIFEST);
            assertThat(refusal.reason())
                    .startsWith("weights must have the manifest's SHA-256 "
                            + MODEL.identity().sha256());
        });
        assertThat(again).isEmpty();
        assertThat(kinds(healed)).containsExactly(AssemblyOutcome.Kind.COMPLETE);
    }

    @Test
    void refusesAChunkOfAnotherLengthNamingIt() {
        List<ModelsTopicRecord> bad = withChunk(0, ByteBuffer.allocate(CHUNK_SIZE - 1));

        List<AssemblyOutcome> outcomes = accept(bad);

        assertThat(outcomes)
                .containsExactly(new AssemblyOutcome.Refused(
                        MANIFEST, "chunk 0 of " + CHUNKS + " must have 500 bytes: length=499"));
    }

    @Test
    void refusesAManifestWhoseNumbersDoNotFitTheNetwork() {
        ModelManifest manifest = copy(RECORDS.get(CHUNKS));
        manifest.setWeightsLength(manifest.getWeightsLength() - 4);

        List<AssemblyOutcome> outcomes = accept(manifest);

        assertThat(reasons(outcomes)).containsExactly("weightsLength must be the network's 2516: weightsLength=2512");
    }

    @Test
    void refusesAManifestWhoseChunksDoNotMakeItsLength() {
        ModelManifest manifest = copy(RECORDS.get(CHUNKS));
        manifest.setChunkCount(Integer.MAX_VALUE);

        List<AssemblyOutcome> outcomes = accept(manifest);

        assertThat(reasons(outcomes))
                .containsExactly(
                        "chunkSize must be at least 1 and chunkCount fit it: weightsLength=2516, chunkSize=500,"
                                + " chunkCount=2147483647");
    }

    @Test
    void refusesAManifestOfAModelFileWhichHasNoChunks() {
        List<AssemblyOutcome> outcomes = accept(Models.file(MODEL).getManifest());

        assertThat(reasons(outcomes)).singleElement().asString().startsWith("chunkSize must be at least 1");
    }

    @Test
    void refusesANetworkThatItDoesNotKnow() {
        ModelManifest manifest = copy(RECORDS.get(CHUNKS));
        manifest.getSpec().setCell("xlstm");

        List<AssemblyOutcome> outcomes = accept(manifest);

        assertThat(reasons(outcomes)).singleElement().asString().startsWith("cell must be one of [lstm");
    }

    @Test
    void letsTwoVersionsShareTheirWeights() {
        accept(RECORDS);
        ModelManifest second = copy(RECORDS.get(CHUNKS));
        second.setVersion("2");

        List<AssemblyOutcome> outcomes = accept(second);

        assertThat(outcomes).singleElement().isInstanceOfSatisfying(AssemblyOutcome.Complete.class, complete -> {
            assertThat(complete.model().identity().version()).isEqualTo("2");
            assertThat(complete.model().identity().sha256())
                    .isEqualTo(MODEL.identity().sha256());
        });
        assertThat(assembler.complete()).hasSize(2);
    }

    @Test
    void refusesASecondManifestThatSaysSomethingElseOfTheSameWeights() {
        accept(RECORDS);
        ModelManifest second = copy(RECORDS.get(CHUNKS));
        second.setVersion("2");
        second.getSpec().setCovariates(List.of("other"));

        List<AssemblyOutcome> outcomes = accept(second);

        assertThat(reasons(outcomes))
                .singleElement()
                .asString()
                .startsWith("manifest must say the same of weights "
                        + MODEL.identity().sha256() + " as " + MANIFEST);
        assertThat(assembler.complete()).hasSize(1);
    }

    @Test
    void takesTheSecondManifestOfTheSameWeightsOnceTheFirstIsGone() {
        accept(RECORDS);
        ModelManifest second = copy(RECORDS.get(CHUNKS));
        second.setVersion("2");
        second.getSpec().setCovariates(List.of("other"));
        accept(second);

        List<AssemblyOutcome> outcomes = assembler.accept(MANIFEST, null);

        assertThat(kinds(outcomes)).containsExactly(AssemblyOutcome.Kind.WITHDRAWN, AssemblyOutcome.Kind.COMPLETE);
    }

    @Test
    void keepsTheFirstModelOfANameAndVersionUntilTheSecondIsComplete() {
        accept(RECORDS);
        ModelSnapshot other = Models.model("1", 8);
        List<ModelsTopicRecord> others = Models.records(other, CHUNK_SIZE);

        List<AssemblyOutcome> manifestOnly = accept(others.get(CHUNKS));
        List<ModelSnapshot> meanwhile = models();
        List<AssemblyOutcome> chunks = accept(others.subList(0, CHUNKS));

        assertThat(kinds(manifestOnly)).containsExactly(AssemblyOutcome.Kind.INCOMPLETE);
        assertThat(meanwhile).containsExactly(MODEL);
        assertThat(kinds(chunks)).endsWith(AssemblyOutcome.Kind.WITHDRAWN, AssemblyOutcome.Kind.COMPLETE);
        assertThat(models()).containsExactly(other);
    }

    @Test
    void withdrawsAVersionWhoseManifestIsDeleted() {
        accept(RECORDS);

        List<AssemblyOutcome> outcomes = assembler.accept(MANIFEST, null);

        assertThat(outcomes).containsExactly(new AssemblyOutcome.Withdrawn(MODEL.identity()));
        assertThat(assembler.complete()).isEmpty();
        assertThat(assembler.accept(MANIFEST, null)).isEmpty();
    }

    @Test
    void takesADeletedVersionAgainWhenOnlyItsManifestComesBack() {
        accept(RECORDS);
        assembler.accept(MANIFEST, null);

        List<AssemblyOutcome> outcomes = accept(RECORDS.get(CHUNKS));

        assertThat(kinds(outcomes)).containsExactly(AssemblyOutcome.Kind.COMPLETE);
    }

    @ParameterizedTest(name = "manifest first: {0}")
    @ValueSource(booleans = {true, false})
    void forgetsAVersionThatIsDeletedAltogether(boolean manifestFirst) {
        accept(RECORDS);

        List<ModelsTopicRecord> order = new ArrayList<>(RECORDS);
        if (manifestFirst) {
            Collections.reverse(order);
        }
        order.forEach(record -> assembler.accept(record.key().format(), null));
        List<AssemblyOutcome> manifestAlone = accept(RECORDS.get(CHUNKS));

        assertThat(manifestAlone)
                .containsExactly(new AssemblyOutcome.Incomplete(
                        "small", "1", MODEL.identity().sha256(), 0, CHUNKS));
    }

    @Test
    void waitsForAChunkThatIsDeletedBeforeTheVersionIsComplete() {
        accept(RECORDS.subList(0, 2));
        assembler.accept(RECORDS.get(0).key().format(), null);

        List<AssemblyOutcome> outcomes = accept(RECORDS.subList(2, RECORDS.size()));

        assertThat(outcomes)
                .containsExactly(new AssemblyOutcome.Incomplete(
                        "small", "1", MODEL.identity().sha256(), CHUNKS - 1, CHUNKS));
    }

    @Test
    void keepsACompleteVersionWhoseChunksAreDeleted() {
        accept(RECORDS);

        List<AssemblyOutcome> outcomes = assembler.accept(RECORDS.get(0).key().format(), null);

        assertThat(outcomes).isEmpty();
        assertThat(models()).containsExactly(MODEL);
    }

    @Test
    void refusesAKeyOfNoKnownFormOnce() {
        ModelsRecord value = RECORDS.get(0).value();

        assertThat(reasons(assembler.accept("nonsense", value)))
                .singleElement()
                .asString()
                .startsWith("key must begin with weights/");
        assertThat(assembler.accept("nonsense", value)).isEmpty();
        assertThat(assembler.accept("nonsense", null)).isEmpty();
    }

    @Test
    void refusesAValueThatDoesNotBelongToItsKey() {
        String chunkKey = RECORDS.get(1).key().format();
        String manifestKey = "manifest/small/2";

        assertThat(reasons(assembler.accept(chunkKey, RECORDS.get(0).value())))
                .containsExactly("value under " + chunkKey + " must belong there: it says '"
                        + RECORDS.get(0).key().format() + "'");
        assertThat(reasons(assembler.accept(chunkKey, new ModelsRecord())))
                .containsExactly("value under " + chunkKey + " must hold weights: it does not");
        assertThat(reasons(assembler.accept(manifestKey, RECORDS.get(CHUNKS).value())))
                .containsExactly("value under manifest/small/2 must belong there: it says 'manifest/small/1'");
    }

    @Test
    void leavesAliasesAndSettingsToOthers() {
        ModelsRecord everything = Examples.modelsRecord();

        assertThat(assembler.accept("alias/small/champion", everything)).isEmpty();
        assertThat(assembler.accept("policy/*", everything)).isEmpty();
        assertThat(assembler.accept("maintenance/m", null)).isEmpty();
    }

    @Test
    void assemblesSeveralModelsSideBySide() {
        ModelSpec wide = new ModelSpec(CellKind.LSTM, 2, 3, List.of("cpu"), List.of(), VersionChange.KEEP);
        ModelSnapshot other = Models.model("2", 9, wide);
        List<ModelsTopicRecord> mixed = new ArrayList<>(RECORDS);
        mixed.addAll(Models.records(other, 100));
        Collections.shuffle(mixed, new Random(3));

        accept(mixed);

        assertThat(models()).containsExactlyInAnyOrder(MODEL, other);
    }

    private List<AssemblyOutcome> accept(List<ModelsTopicRecord> records) {
        List<AssemblyOutcome> outcomes = new ArrayList<>();
        records.forEach(record -> outcomes.addAll(accept(record)));
        return outcomes;
    }

    private List<AssemblyOutcome> accept(ModelsTopicRecord record) {
        return assembler.accept(record.key().format(), record.value());
    }

    private List<AssemblyOutcome> accept(ModelManifest manifest) {
        return assembler.accept(
                "manifest/" + manifest.getName() + "/" + manifest.getVersion(),
                ModelsRecord.newBuilder().setManifest(manifest).build());
    }

    private List<ModelSnapshot> models() {
        return assembler.complete().stream()
                .map(AssemblyOutcome.Complete::model)
                .toList();
    }

    private static List<ModelsTopicRecord> withChunk(int index, ByteBuffer data) {
        List<ModelsTopicRecord> records = new ArrayList<>(RECORDS);
        WeightsChunk chunk = new WeightsChunk(MODEL.identity().sha256(), index, data);
        records.set(
                index,
                new ModelsTopicRecord(
                        RECORDS.get(index).key(),
                        ModelsRecord.newBuilder().setChunk(chunk).build()));
        return records;
    }

    private static ByteBuffer flipped(ByteBuffer data) {
        byte[] bytes = ModelCodec.bytes(data);
        bytes[0] ^= 1;
        return ByteBuffer.wrap(bytes);
    }

    private static ModelManifest copy(ModelsTopicRecord record) {
        return ModelManifest.newBuilder(record.value().getManifest()).build();
    }

    private static List<AssemblyOutcome.Kind> kinds(List<AssemblyOutcome> outcomes) {
        return outcomes.stream().map(AssemblyOutcome::kind).toList();
    }

    private static List<String> reasons(List<AssemblyOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome ->
                        outcome instanceof AssemblyOutcome.Refused refused ? refused.reason() : "none: " + outcome)
                .toList();
    }
}
