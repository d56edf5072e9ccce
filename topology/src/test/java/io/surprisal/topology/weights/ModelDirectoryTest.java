package io.surprisal.topology.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.RegistrySettings;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.topology.DetectorFixture;
import io.surprisal.topology.TestModels;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelDirectoryTest {

    private static final ModelSnapshot MODEL = TestModels.seeded(1);
    private static final Serde<ModelsRecord> SERDE =
            new RegistrySerdes(RegistrySettings.at("mock://directory").registering()).of(ModelsRecord.class);

    private final Registry registry = new Registry();
    private final ModelDirectory directory = new ModelDirectory(
            "default", new ModelFit(List.of("value"), List.of()), Optional.empty(), registry, ModelListener.none());

    @Test
    void isReadyOnceTheAliasNamesACompleteVersion() {
        assertThat(directory.isReady()).isFalse();

        publish();
        assertThat(directory.isReady()).isFalse();

        promote();
        assertThat(directory.isReady()).isTrue();
        assertThat(directory.versions().newest()).contains(new ModelChoice(MODEL, 1, false));
    }

    @Test
    void keepsRecordsInOrderWhileTheRegistryCannotBeReached() {
        registry.away = true;
        publish();
        promote();

        assertThat(directory.isSettled()).isFalse();
        directory.retry();
        assertThat(directory.isSettled()).isFalse();

        registry.away = false;
        directory.retry();
        assertThat(directory.isSettled()).isTrue();
        assertThat(directory.isReady()).isTrue();
    }

    @Test
    void goesOnWithTheVersionsItKnowsDuringAnOutage() {
        publish();
        promote();
        registry.away = true;

        directory.accept("alias/default/champion", new byte[] {0, 0, 0, 0, 1});

        assertThat(directory.versions().newest()).contains(new ModelChoice(MODEL, 1, false));
    }

    @Test
    void letsAVersionGoThatIsTombstoned() {
        publish();
        promote();

        directory.accept("manifest/default/v1", null);

        assertThat(directory.versions().newest()).isEmpty();
        assertThat(directory.isReady()).isFalse();
    }

    @Test
    void followsTheAliasOfItsOwnModelOnly() {
        publish();

        directory.accept("alias/other/champion", bytes(schedule()));
        directory.accept("alias/default/challenger", bytes(schedule()));

        assertThat(directory.versions().aliasEpoch()).isZero();
    }

    private void publish() {
        for (ModelsTopicRecord each : DetectorFixture.recordsOf(MODEL)) {
            directory.accept(each.key().format(), bytes(each.value()));
        }
    }

    private void promote() {
        directory.accept("alias/default/champion", bytes(schedule()));
    }

    private static ModelsRecord schedule() {
        AliasSchedule schedule = AliasSchedules.append(AliasSchedules.empty(), TestModels.entry(MODEL, 0));
        return ModelsRecord.newBuilder().setAlias(schedule).build();
    }

    private static byte[] bytes(ModelsRecord value) {
        return SERDE.serializer().serialize("models", value);
    }

    private static final class Registry implements Deserializer<ModelsRecord> {
        private boolean away;

        @Override
        public @Nullable ModelsRecord deserialize(String topic, byte @Nullable [] bytes) {
            if (away && bytes != null) {
                throw new NetworkException("the registry is away");
            }
            return SERDE.deserializer().deserialize(topic, bytes);
        }
    }
}
