package io.surprisal.model.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are no state are refused plainly. */
class HostileStateTest {

    private static final int STATES = 50_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void refusesPlainlyWhatIsNoState(long seed) {
        byte[] whole = States.fresh(2).bytes();
        Random random = new Random(seed);

        for (int i = 0; i < STATES; i++) {
            byte[] bytes = whole.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                // Where the header is, mostly: the rest is numbers, of which any will do.
                bytes[random.nextInt(random.nextBoolean() ? 64 : bytes.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(2 * bytes.length));
            }
            try {
                assertThat(SeriesState.wrap(bytes).bytes()).isNotEmpty();
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }
}
