package io.surprisal.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.deploy.broker.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class DemoPortsTest {

    private final int guard = LoopbackPorts.free();
    private final int broker = LoopbackPorts.free();
    private final int registry = LoopbackPorts.free();

    DemoPortsTest() throws IOException {}

    @Test
    void givesTheKnownPortsToTheFirstOfSeveralThatStartTogether() throws IOException {
        try (DemoPorts first = take(0);
                DemoPorts second = take(0)) {
            assertThat(first.broker()).isEqualTo(broker);
            assertThat(first.registry()).isEqualTo(registry);
            assertThat(first.remark()).isEmpty();
            assertThat(second.broker()).isZero();
            assertThat(second.registry()).isZero();
            assertThat(second.remark())
                    .hasValueSatisfying(remark ->
                            assertThat(remark).contains("Port " + broker + " is taken", "--port chooses one"));
        }
    }

    @Test
    void givesThemAgainOnceTheFirstHasEnded() throws IOException {
        take(0).close();

        try (DemoPorts next = take(0)) {
            assertThat(next.broker()).isEqualTo(broker);
        }
    }

    @Test
    void takesAnyPortWhereSomebodyElseHasTheKnownOne() throws IOException {
        try (ServerSocket other = new ServerSocket(broker, 1, InetAddress.getLoopbackAddress());
                DemoPorts demo = take(0)) {
            assertThat(other.isBound()).isTrue();
            assertThat(demo.broker()).isZero();
            assertThat(demo.remark()).isPresent();
        }
    }

    @Test
    void refusesAWishedPortThatIsTakenNamingItAndTheWayOut() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> take(other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("port " + other.getLocalPort() + " of 127.0.0.1 is taken; give another one by --port,"
                            + " or leave it out to take any that is free");
        }
    }

    @Test
    void takesAWishedPort() throws IOException {
        int wished = LoopbackPorts.free();

        try (DemoPorts demo = take(wished)) {
            assertThat(demo.broker()).isEqualTo(wished);
            assertThat(demo.remark()).isEmpty();
        }
    }

    private DemoPorts take(int wished) throws IOException {
        return DemoPorts.take(wished, guard, broker, registry);
    }
}
