package io.surprisal.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    @TempDir
    private Path folder;

    @Test
    void saysWhichPortIsTakenAndLeavesTheProcessAlive() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedBroker.start(folder, port))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("the broker does not start on port " + port + " of 127.0.0.1: somebody else");
        }
    }

    @Test
    void startsOnAWishedPort() throws Exception {
        int port = LoopbackPorts.free();

        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port)) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
        }
    }
}
