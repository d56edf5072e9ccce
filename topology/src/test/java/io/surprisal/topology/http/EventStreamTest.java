package io.surprisal.topology.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.topology.settings.DetectorSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventStreamTest {

    private static final int MOST = 64;

    private final EventStream events = new EventStream(
            "/events",
            (listener, lastId) ->
                    listener.send(new EventStream.Event("7", "hello", Map.of("last", String.valueOf(lastId)))));
    private final AppServer server = start();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void greetsEachAndTellsAllWhatHappens() throws Exception {
        BufferedReader one = listen("Last-Event-ID: 3\r\n");
        BufferedReader other = listen("");
        assertThat(event(one)).containsExactly("id:7", "event:hello", "data:{\"last\":\"3\"}");
        assertThat(event(other)).containsExactly("id:7", "event:hello", "data:{\"last\":\"null\"}");

        events.publish(new EventStream.Event(null, "news", Map.of("text", "two\nlines")));

        assertThat(event(one)).containsExactly("event:news", "data:{\"text\":\"two\\nlines\"}");
        assertThat(event(other)).containsExactly("event:news", "data:{\"text\":\"two\\nlines\"}");
    }

    @Test
    void refusesMoreThanItCanServeUntilSomebodyGoes() throws Exception {
        for (int count = 0; count < MOST; count++) {
            event(listen(""));
        }
        assertThat(open("").readLine()).startsWith("HTTP/1.1 503");

        sockets.get(0).close();

        String status = "";
        while (!status.startsWith("HTTP/1.1 200")) {
            // Who has gone is found out by writing to it.
            events.beat();
            status = open("").readLine();
        }
    }

    @Test
    void cutsOffWhoDoesNotReadAndKeepsTheOthers() throws Exception {
        Socket deaf = socket("");
        BufferedReader reader = listen("");
        event(reader);
        while (listeners() < 2) {
            Thread.onSpinWait();
        }
        String large = "x".repeat(1 << 16);
        for (int number = 0; number < 2_000 && listeners() == 2; number++) {
            events.publish(new EventStream.Event(null, "large", Map.of("text", large)));
            assertThat(event(reader)).hasSize(2);
        }

        assertThat(listeners()).isEqualTo(1);
        assertThat(deaf.isClosed()).isFalse();
    }

    private int listeners() {
        return events.count();
    }

    /** The lines of the next event, comments left out. */
    private static List<String> event(BufferedReader from) throws IOException {
        List<String> lines = new ArrayList<>();
        while (true) {
            String line = from.readLine();
            if (line == null) {
                return lines;
            }
            if (line.isEmpty() && !lines.isEmpty()) {
                return lines;
            }
            if (line.startsWith("id:") || line.startsWith("event:") || line.startsWith("data:")) {
                lines.add(line);
            }
        }
    }

    private BufferedReader listen(String headers) throws IOException {
        BufferedReader reader = open(headers);
        assertThat(reader.readLine()).startsWith("HTTP/1.1 200");
        return reader;
    }

    private BufferedReader open(String headers) throws IOException {
        return new BufferedReader(new InputStreamReader(socket(headers).getInputStream(), StandardCharsets.UTF_8));
    }

    private Socket socket(String headers) throws IOException {
        Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        sockets.add(socket);
        socket.getOutputStream()
                .write(("GET /events HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private AppServer start() {
        try {
            AppServer bound = AppServer.bind(new DetectorSettings.Http("127.0.0.1", 0));
            bound.serve(
                    new AppServer.View() {
                        @Override
                        public Health live() {
                            return new Health(true, "running");
                        }

                        @Override
                        public Health ready() {
                            return new Health(true, "running");
                        }

                        @Override
                        public String metrics() {
                            return "";
                        }
                    },
                    new Routes(List.of()),
                    new Pages().with("/", "/io/surprisal/topology/dashboard/index.html"),
                    events);
            return bound;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
