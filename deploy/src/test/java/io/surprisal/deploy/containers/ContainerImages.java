package io.surprisal.deploy.containers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Which images the test runs, as the build's properties say: public ones by default, those of {@code build-images.sh}
 * with {@code -Dimages=local}, any other by {@code -Dkafka.image=…}, {@code -Dregistry.image=…} and {@code
 * -Dbase.image=…}. Our own two are built of the distribution that this build has just made.
 */
final class ContainerImages {

    private static final String DETECTOR = "localhost/surprisal-under-test";
    private static final String TRAINER = "localhost/surprisal-trainer-under-test";

    private ContainerImages() {}

    /** The images that have to be there before the test starts. */
    static List<String> needed() {
        return List.of(property("kafka.image"), property("registry.image"), property("base.image"));
    }

    /** Builds our own, and names all for the compose file. */
    static Map<String, String> build() {
        Path distribution = Path.of(property("distribution"));
        if (!Files.isDirectory(distribution.resolve("lib"))) {
            throw new IllegalStateException("no distribution in " + distribution + ": mvn package makes it");
        }
        build(DETECTOR, "detector", distribution);
        build(TRAINER, "trainer", distribution);
        return Map.of(
                "SURPRISAL_IMAGE",
                DETECTOR,
                "TRAINER_IMAGE",
                TRAINER,
                "KAFKA_IMAGE",
                property("kafka.image"),
                "REGISTRY_IMAGE",
                property("registry.image"));
    }

    private static void build(String image, String target, Path distribution) {
        String base = property("base.image");
        DockerCli.docker(
                        "build",
                        "--file",
                        Path.of("docker", "Dockerfile").toString(),
                        "--build-arg",
                        "BUILD=" + base,
                        "--build-arg",
                        "BASE=" + base,
                        "--target",
                        target,
                        "--tag",
                        image,
                        distribution.toString())
                .orThrow();
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("-D" + name + " is not set: Maven sets it, see deploy/pom.xml");
        }
        return value;
    }
}
