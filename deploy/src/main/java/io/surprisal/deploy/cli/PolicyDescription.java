package io.surprisal.deploy.cli;

import io.surprisal.avro.PolicyEntry;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.policy.Sensitivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Policies as people read them. */
final class PolicyDescription {

    private static final double SECOND = 1;
    private static final double MINUTE = 60;
    private static final double HOUR = 3_600;

    private PolicyDescription() {}

    /** Settings as they are given on the command line. */
    static String settings(Map<String, String> settings) {
        return settings.isEmpty()
                ? "ended"
                : new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining(" "));
    }

    /** Who appended an entry, when and why. */
    static String origin(PolicyEntry entry) {
        return "since " + entry.getSince() + (entry.getBy().isEmpty() ? "" : " by " + entry.getBy())
                + (entry.getWhy().isEmpty() ? "" : ": " + entry.getWhy());
    }

    /** What a policy comes to, in words. */
    static List<String> meaning(AlertPolicy policy) {
        List<String> lines = new ArrayList<>();
        lines.add("a row is an alert from a score of " + threshold(policy.sensitivity()) + " on");
        switch (policy.side()) {
            case BOTH -> {}
            case ABOVE -> lines.add("only where the value is at or above the expected one");
            case BELOW -> lines.add("only where the value is below the expected one");
        }
        if (policy.minDeviation() > 0) {
            lines.add("only where it is off by " + policy.minDeviation() + " or more");
        }
        if (policy.minRelativeDeviation() > 0) {
            lines.add("only where it is off by " + policy.minRelativeDeviation() + " of the expected value or more");
        }
        return lines;
    }

    private static String threshold(Sensitivity sensitivity) {
        if (sensitivity instanceof Sensitivity.AtScore score) {
            return Double.toString(score.score());
        }
        return String.format(
                Locale.ROOT,
                "%.3f (at one row a second; %.3f a minute, %.3f an hour)",
                sensitivity.threshold(SECOND),
                sensitivity.threshold(MINUTE),
                sensitivity.threshold(HOUR));
    }
}
