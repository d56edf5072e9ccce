package io.surprisal.deploy.cli;

import io.surprisal.avro.PolicyEntry;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.rule.SeriesRule;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy show}: which policy holds for a series, and why that one. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows which policy holds for a series at an event time, and why no other one that means it.",
        footer = {
            "",
            "Examples:",
            "  surprisal policy show web-1.latency",
            "  surprisal policy show web-1.latency --at 2026-11-30T00:00:00Z"
        })
final class PolicyShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "KEY", description = "The series key.")
    private String series = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = EventTime.class,
            description = "Event time: now (the default), beginning, ISO-8601 or epoch milliseconds.")
    private @Nullable Instant at;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        DetectorSettings settings = cluster.cluster();
        ModelsTopicContent content = ClusterOptions.models(settings);
        Instant time = at == null ? EventTime.now() : at;
        PrintWriter out = spec.commandLine().getOut();
        out.println("series    " + series);
        out.println("at        " + time);
        print(out, content.appliedPolicies().matching(series), time.toEpochMilli());
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, List<SeriesRule<PolicyEntry, AlertPolicy>> matching, long timeMs) {
        Optional<SeriesRule<PolicyEntry, AlertPolicy>> holding =
                matching.stream().filter(rule -> rule.at(timeMs).isPresent()).findFirst();
        Optional<SeriesRule.Step<PolicyEntry, AlertPolicy>> step = holding.flatMap(rule -> rule.at(timeMs));
        out.println("policy    " + holding.map(rule -> rule.pattern().text()).orElse("none"));
        step.map(SeriesRule.Step::entry).ifPresent(entry -> {
            out.println("settings  " + PolicyDescription.settings(entry.getSettings()));
            out.println("entry     " + entry.getEpoch() + ", for events from " + entry.getFromEventTime() + " on, "
                    + PolicyDescription.origin(entry));
        });
        PolicyDescription.meaning(step.map(SeriesRule.Step::value).orElse(AlertPolicy.USUAL))
                .forEach(line -> out.println("means     " + line));
        matching.stream()
                .filter(rule -> holding.filter(rule::equals).isEmpty())
                .forEach(rule -> out.println("not       " + rule.pattern() + ": " + reason(rule, timeMs)));
    }

    private static String reason(SeriesRule<PolicyEntry, AlertPolicy> rule, long timeMs) {
        if (rule.at(timeMs).isPresent()) {
            return "shorter";
        }
        boolean begun = rule.steps().stream()
                .anyMatch(step -> step.entry().getFromEventTime().toEpochMilli() <= timeMs);
        return begun ? "ended" : "holds later";
    }
}
