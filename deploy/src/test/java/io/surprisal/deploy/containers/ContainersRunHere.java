package io.surprisal.deploy.containers;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test where no Docker engine answers or where it cannot have the images; with {@code
 * -Dcontainers.required=true} the test fails there instead, so that nobody takes a skipped test for a passed one.
 */
final class ContainersRunHere implements ExecutionCondition {

    private static final String REQUIRED = "containers.required";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> hindrance = hindrance();
        if (hindrance.isEmpty()) {
            return ConditionEvaluationResult.enabled("a Docker engine answers and has the images");
        }
        if (Boolean.getBoolean(REQUIRED)) {
            throw new IllegalStateException(hindrance.get() + ", and -D" + REQUIRED + "=true");
        }
        String reason = "container test skipped: " + hindrance.get() + "; -D" + REQUIRED + "=true makes this a failure";
        System.out.println(reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static Optional<String> hindrance() {
        if (!DockerCli.succeeds("version")) {
            return Optional.of("no Docker engine answers (docker version)");
        }
        if (DockerCli.compose(Map.of(), "version").exitCode() != 0) {
            return Optional.of("neither docker compose nor docker-compose is installed");
        }
        for (String image : ContainerImages.needed()) {
            if (!DockerCli.succeeds("image", "inspect", image) && !DockerCli.succeeds("pull", "-q", image)) {
                return Optional.of("the Docker engine neither has nor can pull " + image + " (-Dimages=local takes"
                        + " those of deploy/images/build-images.sh)");
            }
        }
        return Optional.empty();
    }
}
