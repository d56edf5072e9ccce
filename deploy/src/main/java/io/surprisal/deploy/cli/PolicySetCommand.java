package io.surprisal.deploy.cli;

import io.surprisal.avro.PolicySchedule;
import io.surprisal.deploy.rules.PolicyKind;
import io.surprisal.deploy.rules.RuleChange;
import io.surprisal.deploy.rules.RulePublisher;
import io.surprisal.schemas.policy.PolicySetting;
import io.surprisal.schemas.rule.SeriesPattern;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy set}: what holds for the series of a pattern from now on. */
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Says what holds for the series of a pattern, for events from a time on. The settings are all that"
                        + " holds then: those of an earlier 'set' or of a shorter pattern are not added.",
        footer = {
            "",
            "PATTERN is a series key; a * in it stands for any characters or none (quote it: 'web-*'). Where several",
            "patterns mean a series the longest one decides alone; a key without * is the longest of all.",
            "",
            "Settings:",
            "  direction=both|above|below     alert only where the value is on this side of the expected one",
            "  min.deviation=NUMBER           only from this |observed - expected| on, in the values' own unit",
            "  min.relative.deviation=NUMBER  the same in parts of |expected|: 0.1 is a tenth",
            "  false.alarms.per.day=NUMBER    rows of a series in a day that may be above the threshold by chance;",
            "                                 its own pace then sets its threshold",
            "  score.threshold=NUMBER         alert from this score on (0.5), whatever the pace",
            "  raised.by=NUMBER               either, by so many decades of nominal rate rarer (0)",
            "With several features, side and deviations are those of the one that contributes most.",
            "",
            "Examples:",
            "  surprisal policy set 'web-*.latency' direction=above min.deviation=50",
            "  surprisal policy set '*' false.alarms.per.day=0.1 --why 'too many calls at night'",
            "  surprisal policy set db-7 direction=both               as if there were no '*', for db-7 alone",
            "  surprisal policy set db-7 direction=below --from 2026-11-30T00:00:00Z"
        })
final class PolicySetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PATTERN", description = "Series keys; * stands for any characters.")
    private String pattern = "";

    @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "What holds for them.")
    private List<String> given = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = EventTime.class,
            description =
                    "First event time it counts for: now (the default), beginning, ISO-8601 or epoch milliseconds.")
    private @Nullable Instant from;

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept in the schedule.")
    private String why = "";

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        Map<String, String> settings = settings();
        requirePattern(spec, pattern);
        Instant start = from == null ? EventTime.now() : from;
        DetectorSettings detector = cluster.cluster();
        RuleChange<Map<String, String>> change =
                new RuleChange<>(pattern, settings, start, from != null, System.getProperty("user.name", ""), why);
        boolean written = publisher(detector).apply(change);
        PrintWriter out = spec.commandLine().getOut();
        out.println((written ? "set '" : "there already: '") + pattern + "' " + PolicyDescription.settings(settings)
                + (written ? ", for events from " + start + " on" : ""));
        PolicyDescription.meaning(PolicySetting.parse(settings)).forEach(line -> out.println("  " + line));
        out.flush();
        return 0;
    }

    static RulePublisher<PolicySchedule, Map<String, String>> publisher(DetectorSettings settings) {
        return new RulePublisher<>(
                new PolicyKind(),
                ClusterOptions.clients(settings),
                ClusterOptions.topics(settings).models(),
                Clock.systemUTC());
    }

    static void requirePattern(CommandSpec spec, String pattern) {
        try {
            SeriesPattern.of(pattern);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        for (String each : given) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw wrong("a setting must be KEY=VALUE: '" + each + "'; a pattern with a * needs quotes", null);
            }
            if (settings.put(each.substring(0, equals), each.substring(equals + 1)) != null) {
                throw wrong("a setting may be given once: '" + each.substring(0, equals) + "'", null);
            }
        }
        if (settings.isEmpty()) {
            throw wrong("which settings? such as direction=below; 'surprisal policy remove' takes a policy away", null);
        }
        try {
            PolicySetting.parse(settings);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
        return settings;
    }

    private ParameterException wrong(String message, @Nullable Exception cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
