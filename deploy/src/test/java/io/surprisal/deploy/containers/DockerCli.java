package io.surprisal.deploy.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The commands {@code docker} and compose, in whichever of its two forms is installed. */
final class DockerCli {

    private static final long LIMIT_MINUTES = 10;
    private static final int NOT_INSTALLED = 127;

    private DockerCli() {}

    /** Whether the command is there, ends in time and ends well. */
    static boolean succeeds(String... arguments) {
        return docker(arguments).exitCode() == 0;
    }

    static Outcome docker(String... arguments) {
        // The builder that every engine has.
        return run(Map.of("DOCKER_BUILDKIT", "0"), Stream.concat(Stream.of("docker"), Stream.of(arguments)));
    }

    /** Compose as a plugin of docker (v2), else Debian's docker-compose (1.29). */
    static Outcome compose(Map<String, String> environment, String... arguments) {
        boolean plugin = succeeds("compose", "version");
        Stream<String> command = plugin ? Stream.of("docker", "compose") : Stream.of("docker-compose");
        return run(environment, Stream.concat(command, Stream.of(arguments)));
    }

    private static Outcome run(Map<String, String> environment, Stream<String> words) {
        List<String> command = words.toList();
        try {
            Path output = Files.createTempFile("surprisal-docker-", ".log");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    process.destroy();
                    throw new IllegalStateException(command + " has not ended in " + LIMIT_MINUTES + " minutes");
                }
                return new Outcome(process.exitValue(), Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException notInstalled) {
            return new Outcome(NOT_INSTALLED, command.get(0) + " is not installed: " + notInstalled.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command + " ran", e);
        }
    }
}
