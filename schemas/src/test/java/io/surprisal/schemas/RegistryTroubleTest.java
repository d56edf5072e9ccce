package io.surprisal.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.surprisal.avro.Score;
import io.surprisal.schemas.setup.StubRegistry;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTroubleTest {

    private static final byte[] RECORD = {0, 0, 0, 0, 1, 0};

    @ParameterizedTest(name = "status {0}, code {1}")
    @CsvSource({
        "401, 40101",
        "403, 40301",
        "404, 404",
        "404, 50005",
        "408, 408",
        "429, 42901",
        "500, 50001",
        "502, 502",
        "503, 503",
        "504, 504"
    })
    void causesAFailureThatTheRegistryAnsweredWith(int status, int errorCode) throws IOException {
        Throwable failure = failureAt(status, errorCode);

        assertThat(failure).isNotNull();
        assertThat(RegistryTrouble.causes(failure)).as(failure.toString()).isTrue();
    }

    @Test
    void doesNotCauseASchemaIdThatTheRegistryDoesNotKnow() throws IOException {
        Throwable failure = failureAt(404, 40403);

        assertThat(failure).isInstanceOf(SerializationException.class);
        assertThat(RegistryTrouble.causes(failure)).isFalse();
    }

    @Test
    void causesAFailureWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Throwable failure = failure("http://127.0.0.1:" + port);

        assertThat(failure).isNotNull();
        assertThat(RegistryTrouble.causes(failure)).as(failure.toString()).isTrue();
    }

    @Test
    void doesNotCauseBytesThatEndTooEarly() {
        assertThat(RegistryTrouble.causes(new SerializationException("cut off", new EOFException())))
                .isFalse();
    }

    private static Throwable failureAt(int status, int errorCode) throws IOException {
        try (StubRegistry registry = StubRegistry.refusing(status, errorCode)) {
            return failure(registry.url());
        }
    }

    private static Throwable failure(String url) {
        RegistrySettings settings =
                RegistrySettings.of(Map.of(RegistrySettings.URL, url, "schema.registry.max.retries", "0"));
        try (Serde<Score> serde = new RegistrySerdes(settings).of(Score.class)) {
            return catchThrowable(() -> serde.deserializer().deserialize("scores", RECORD));
        }
    }
}
