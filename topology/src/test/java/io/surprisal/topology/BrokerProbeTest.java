package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrokerProbeTest {

    @Test
    void isContentWithOneServerOfSeveral() throws IOException {
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + closedPort() + ", 127.0.0.1:" + broker.getLocalPort();

            assertThatCode(() -> BrokerProbe.await(servers, Duration.ZERO)).doesNotThrowAnyException();
        }
    }

    @Test
    void saysWhatEachServerSaid() throws IOException {
        String first = "127.0.0.1:" + closedPort();

        assertThatThrownBy(() -> BrokerProbe.await(first + ",localhost:1", Duration.ZERO))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("no Kafka broker answers at bootstrap.servers=" + first + ",localhost:1: ")
                .hasMessageContaining(first + " Connection refused")
                .hasMessageContaining("localhost:1 Connection refused");
    }

    @Test
    void leavesAnAddressThatIsNoneToTheClient() {
        assertThatCode(() -> BrokerProbe.await("no-port", Duration.ZERO)).doesNotThrowAnyException();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
