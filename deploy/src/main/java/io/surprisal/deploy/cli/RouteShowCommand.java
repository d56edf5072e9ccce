package io.surprisal.deploy.cli;

import io.surprisal.avro.RouteEntry;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.CanaryShare;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.rule.SeriesRule;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code route show}: which model and version score a series, and why. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows which model scores a series at an event time, and by which entries of which schedules.",
        footer = {
            "",
            "Examples:",
            "  surprisal route show web-1",
            "  surprisal route show web-1 --at 2026-11-30T00:00:00Z"
        })
final class RouteShowCommand implements Callable<Integer> {

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
        List<SeriesRule<RouteEntry, String>> matching = content.appliedRoutes().matching(series);
        Optional<SeriesRule<RouteEntry, String>> holding = matching.stream()
                .filter(rule -> rule.at(time.toEpochMilli()).isPresent())
                .findFirst();
        String model = holding.flatMap(rule -> rule.at(time.toEpochMilli()))
                .map(SeriesRule.Step::value)
                .orElse(settings.model().name());
        PrintWriter out = spec.commandLine().getOut();
        out.println("series      " + series);
        out.println("at          " + time);
        out.println("route       " + holding.map(rule -> rule.pattern().text()).orElse("none"));
        out.println("model       " + model);
        out.println(String.format(Locale.ROOT, "canary      in every share above %.2f %%", CanaryShare.place(series)));
        for (AliasName alias : AliasName.values()) {
            out.println(String.format(Locale.ROOT, "%-11s ", alias.text())
                    + version(content, new ModelsTopicKey.Alias(model, alias), time));
        }
        out.flush();
        return 0;
    }

    private String version(ModelsTopicContent content, ModelsTopicKey.Alias alias, Instant time) {
        return AliasSchedules.resolve(content.schedule(alias), time.toEpochMilli(), series)
                .map(entry -> entry.getVersion() + " " + ModelDescription.shortHash(entry.getSha256()) + ", entry "
                        + entry.getEpoch() + ModelDescription.share(entry))
                .orElse("none");
    }
}
