package io.surprisal.schemas.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.ModelFile;
import io.surprisal.model.InvalidModelException;
import io.surprisal.model.ModelSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model file with other bytes is refused plainly, or is the model that it was: never another one, never a hang. */
class HostileModelTest {

    private static final int FILES = 3_000;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void refusesAnythingElse(long seed) throws IOException {
        ModelSnapshot model = Models.model("1", 7);
        byte[] whole = ModelFiles.toBytes(Models.file(model));
        Random random = new Random(seed);

        for (int i = 0; i < FILES; i++) {
            byte[] bytes = whole.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(5) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            long start = System.nanoTime();
            try {
                ModelFile file = ModelFiles.ofBytes(bytes, "hostile");
                assertThat(ModelCodec.fromFile(file).identity().sha256())
                        .isEqualTo(model.identity().sha256());
            } catch (IOException | InvalidModelException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        }
    }
}
