package io.surprisal.deploy.containers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/**
 * Which images the test runs, as the build's properties say: public ones by default, those of {@code build-images.sh}
 * with {@code -Dimages=local}, any other by {@code -Dkafka.image=…}, {@code -Dregistry.image=…} and {@code
 * -Dsurprisal.image=…}.
 */
final class ContainerImages {

    private ContainerImages() {}

    /** The images that have to be there before the test starts. */
    static List<String> needed() {
        String given = property("surprisal.image");
        return List.of(
                property("kafka.image"), property("registry.image"), given.isEmpty() ? property("base.image") : given);
    }

    static DockerImageName kafka() {
        return DockerImageName.parse(property("kafka.image")).asCompatibleSubstituteFor("apache/kafka");
    }

    static DockerImageName registry() {
        return DockerImageName.parse(property("registry.image"));
    }

    /** The image under test; without a name, one built from the distribution that this build has just made. */
    static Future<String> surprisal() {
        String given = property("surprisal.image");
        if (!given.isEmpty()) {
            return CompletableFuture.completedFuture(given);
        }
        Path distribution = Path.of(property("distribution"));
        if (!Files.isDirectory(distribution.resolve("lib"))) {
            throw new IllegalStateException("no distribution in " + distribution + ": mvn package makes it");
        }
        return new ImageFromDockerfile("localhost/surprisal-under-test", false)
                .withFileFromPath("Dockerfile", Path.of("docker", "Dockerfile"))
                .withFileFromPath("bin", distribution.resolve("bin"))
                .withFileFromPath("lib", distribution.resolve("lib"))
                .withBuildArg("BASE", property("base.image"));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("-D" + name + " is not set: Maven sets it, see deploy/pom.xml");
        }
        return value;
    }
}
