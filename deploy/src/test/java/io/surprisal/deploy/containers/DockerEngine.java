package io.surprisal.deploy.containers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips a test where no Docker engine answers; with {@code -Dcontainers.required=true} the test fails there instead, so
 * that nobody takes a skipped test for a passed one.
 */
final class DockerEngine implements ExecutionCondition {

    private static final String REQUIRED = "containers.required";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return ConditionEvaluationResult.enabled("a Docker engine answers");
        }
        if (Boolean.getBoolean(REQUIRED)) {
            throw new IllegalStateException("no Docker engine answers, and -D" + REQUIRED + "=true");
        }
        return ConditionEvaluationResult.disabled(
                "no Docker engine answers; -D" + REQUIRED + "=true makes this a failure");
    }
}
