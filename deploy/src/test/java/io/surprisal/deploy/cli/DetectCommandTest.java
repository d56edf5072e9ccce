package io.surprisal.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DetectCommandTest {

    @Test
    void saysInOneLineThatNoBrokerAnswers() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.surprisal.deploy.cli.Surprisal",
                        "detect",
                        "--bootstrap-servers",
                        "127.0.0.1:" + port,
                        "--set",
                        "features=value")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said.lines())
                .singleElement()
                .asString()
                .startsWith("surprisal: no Kafka broker answers at bootstrap.servers=127.0.0.1:" + port);
    }
}
