package io.surprisal.topology.patience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class RegistryPatienceTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void asksAgainUntilTheRegistryAnswers() throws RestClientException {
        String answer = patience().answer("schema id 7", () -> {
            if (asked.incrementAndGet() < 5) {
                throw new NetworkException("refused");
            }
            return "schema";
        });

        assertThat(answer).isEqualTo("schema");
        assertThat(asked).hasValue(5);
    }

    @Test
    void takesThePlainAnswerThatThereIsNoSuchSchema() {
        assertThatThrownBy(() -> patience().answer("schema id 7", () -> {
                    asked.incrementAndGet();
                    throw new RestClientException("Schema not found", 404, 40403);
                }))
                .isInstanceOf(RestClientException.class)
                .hasMessageContaining("Schema not found");
        assertThat(asked).hasValue(1);
    }

    @Test
    void doesNotTakeAWrongAddressForSuchAnAnswer() {
        assertThatThrownBy(() -> patience().answer("schema id 7", () -> {
                    throw new RestClientException("no such page", 404, 404);
                }))
                .isInstanceOf(WaitEndedException.class)
                .hasMessage("the schema registry gave no answer about schema id 7 within PT2M");
    }

    @Test
    void doesNotAskAgainForWhatTheRegistryIsNotToBlameFor() {
        assertThatThrownBy(() -> patience().answer("the schema of alerts", () -> {
                    asked.incrementAndGet();
                    throw new SerializationException("not such a record");
                }))
                .hasMessage("not such a record");
        assertThat(asked).hasValue(1);
    }

    @Test
    void endsItsWaitAtAStop() {
        Patience stopped = new Patience(new InstantClock());
        stopped.stop();

        assertThatThrownBy(() -> new RegistryPatience(stopped).answer("schema id 7", () -> {
                    throw new NetworkException("refused");
                }))
                .isInstanceOf(WaitEndedException.class)
                .hasMessage("a wait was ended by the stop of the application");
    }

    private static RegistryPatience patience() {
        return new RegistryPatience(new Patience(new InstantClock()));
    }

    private static final class InstantClock implements Patience.Clock {
        private long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
        }
    }
}
