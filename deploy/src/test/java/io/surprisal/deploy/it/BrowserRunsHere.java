package io.surprisal.deploy.it;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test where Chromium or its driver is missing; with {@code -Dbrowser.required=true} the test fails there instead, so
 * that nobody takes a skipped test for a passed one.
 */
final class BrowserRunsHere implements ExecutionCondition {

    private static final String REQUIRED = "browser.required";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Browser.isInstalled()) {
            return ConditionEvaluationResult.enabled("Chromium and its driver are here");
        }
        String hindrance =
                "chromium and chromedriver are not both in PATH (Debian: apt install chromium chromium-driver)";
        if (Boolean.getBoolean(REQUIRED)) {
            throw new IllegalStateException(hindrance + ", and -D" + REQUIRED + "=true");
        }
        String reason = "browser test skipped: " + hindrance + "; -D" + REQUIRED + "=true makes this a failure";
        System.out.println(reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
