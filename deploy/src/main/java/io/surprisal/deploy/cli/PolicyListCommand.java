package io.surprisal.deploy.cli;

import io.surprisal.avro.PolicyEntry;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.rule.SeriesRule;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy list}: one line for each pattern. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Lists the policies in the order of precedence, each with what was appended last, and what is wrong"
                        + " with those that detectors refuse.",
        footer = {
            "",
            "Examples:",
            "  surprisal policy list",
            "  surprisal policy list --history        all entries, the last 32 of each pattern"
        })
final class PolicyListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--history", description = "All entries of each pattern, oldest first.")
    private boolean history;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        DetectorSettings settings = cluster.cluster();
        ModelsTopicContent content = ClusterOptions.models(settings);
        PrintWriter out = spec.commandLine().getOut();
        print(out, "pattern", "entry", "for events from", "settings");
        for (SeriesRule<PolicyEntry, AlertPolicy> rule :
                content.appliedPolicies().rules()) {
            List<SeriesRule.Step<PolicyEntry, AlertPolicy>> steps = rule.steps();
            steps.subList(history ? 0 : Math.max(0, steps.size() - 1), steps.size())
                    .forEach(step -> print(out, rule.pattern().text(), step.entry()));
        }
        content.policies()
                .keySet()
                .forEach(pattern -> content.policyFault(pattern)
                        .ifPresent(fault -> out.println("refused policy/" + pattern + ": " + fault)));
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, String pattern, PolicyEntry entry) {
        print(
                out,
                pattern,
                Long.toString(entry.getEpoch()),
                entry.getFromEventTime().toString(),
                PolicyDescription.settings(entry.getSettings()) + "  (" + PolicyDescription.origin(entry) + ")");
    }

    private static void print(PrintWriter out, String pattern, String entry, String from, String settings) {
        out.println(String.format(Locale.ROOT, "%-24s  %5s  %-24s  %s", pattern, entry, from, settings));
    }
}
