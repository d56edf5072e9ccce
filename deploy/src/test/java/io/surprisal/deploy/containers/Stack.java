package io.surprisal.deploy.containers;

import io.surprisal.deploy.broker.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The stack of {@code deploy/compose}, on ports of its own. Closing it removes all of it. */
final class Stack implements AutoCloseable {

    /** Of the project, and so of all of its containers; {@code .ci/run} removes those of a killed run by it. */
    private static final String PROJECT = "surprisal-under-test";

    private static final int OK = 200;
    private static final long POLL_MS = 200;

    private final Map<String, String> environment = new HashMap<>();
    private final int kafkaPort = LoopbackPorts.free();
    private final int registryPort = LoopbackPorts.free();
    private final Map<String, Integer> httpPorts =
            Map.of("detector-1", LoopbackPorts.free(), "detector-2", LoopbackPorts.free());
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * A stack that is not started.
     *
     * @param settings variables of the compose file
     */
    Stack(Map<String, String> settings) throws IOException {
        environment.putAll(settings);
        environment.put("KAFKA_PORT", Integer.toString(kafkaPort));
        environment.put("REGISTRY_PORT", Integer.toString(registryPort));
        httpPorts.forEach((detector, port) ->
                environment.put("HTTP_PORT_" + detector.substring("detector-".length()), Integer.toString(port)));
    }

    /** Compose with these arguments. */
    Outcome compose(String... arguments) {
        List<String> all = Stream.concat(
                        Stream.of("--file", Path.of("compose", "compose.yaml").toString(), "--project-name", PROJECT),
                        Stream.of(arguments))
                .toList();
        return DockerCli.compose(environment, all.toArray(String[]::new));
    }

    /** The broker's address for this process. */
    String bootstrapServers() {
        return "localhost:" + kafkaPort;
    }

    /** The registry's address for this process. */
    String registryUrl() {
        return "http://localhost:" + registryPort + "/apis/ccompat/v7";
    }

    /** Asks a detector until the answer is 200 and as expected. */
    String await(String detector, String path, Predicate<String> expected, Duration limit) throws InterruptedException {
        Instant deadline = Instant.now().plus(limit);
        String last = "no answer";
        while (Instant.now().isBefore(deadline)) {
            try {
                HttpResponse<String> answer = get(detector, path);
                last = answer.statusCode() + " " + answer.body();
                if (answer.statusCode() == OK && expected.test(answer.body())) {
                    return answer.body();
                }
            } catch (IOException notYet) {
                last = notYet.toString();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        throw new AssertionError(path + " of " + detector + " is not as expected after " + limit + ": " + last);
    }

    private HttpResponse<String> get(String detector, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + httpPorts.get(detector) + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The exit code of a service that has ended. */
    int exitCode(String service) {
        String id = compose("ps", "--all", "--quiet", service).orThrow().strip();
        return Integer.parseInt(DockerCli.docker("inspect", "--format", "{{.State.ExitCode}}", id)
                .orThrow()
                .strip());
    }

    @Override
    public void close() {
        compose("down", "--volumes", "--remove-orphans", "--timeout", "1");
    }
}
