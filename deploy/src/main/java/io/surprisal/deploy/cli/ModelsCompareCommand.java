package io.surprisal.deploy.cli;

import io.surprisal.deploy.shadow.Comparison;
import io.surprisal.deploy.shadow.Pairing;
import io.surprisal.deploy.shadow.ShadowTopic;
import io.surprisal.schemas.TopicRole;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models compare}: champion and challenger on the same live rows. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Compares what champion and challenger said of the same live rows: where they agree, how often each"
                        + " alerts, and whether so many rows score so high as the score says.",
        footer = {
            "",
            "A challenger runs beside the champion from 'surprisal publish FILE --as challenger' on, as long as it is",
            "another version than the champion; it raises nothing. Rows are compared that both have scored.",
            "Exit code 1 where there is nothing to compare, or --max-alert-ratio is exceeded.",
            "",
            "Examples:",
            "  surprisal models compare",
            "  surprisal models compare default --since 2026-11-20T00:00:00Z",
            "  surprisal models compare default --max-alert-ratio 2 && surprisal models promote default/3"
        })
final class ModelsCompareCommand implements Callable<Integer> {

    private static final double PERCENT = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "Name of the model; all if there is none.")
    private @Nullable String model;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = EventTime.class,
            description = "First event time: beginning (the default), ISO-8601 or epoch milliseconds.")
    private Instant since = Instant.EPOCH;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = EventTime.class,
            description = "First event time after: ISO-8601 or epoch milliseconds; else all there are.")
    private Instant until = Instant.MAX;

    @Option(
            names = "--max-alert-ratio",
            paramLabel = "RATIO",
            description =
                    "Fail unless the last challenger alerts at most so many times as often as the champion, and at"
                            + " least as many times as seldom; one alert is added to both.")
    private @Nullable Double maxRatio;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        if (maxRatio != null && !(maxRatio >= 1)) {
            throw new ParameterException(spec.commandLine(), "--max-alert-ratio must be 1 or more: " + maxRatio);
        }
        DetectorSettings settings = cluster.cluster();
        Map<Pairing, Comparison> all = ShadowTopic.compare(
                ClusterOptions.clients(settings),
                ClusterOptions.topics(settings).shadowScores(),
                since,
                until);
        all.keySet().removeIf(pair -> model != null && !pair.model().equals(model));
        if (all.values().stream().allMatch(each -> each.scored() == 0)) {
            throw new CommandFailedException("there is nothing to compare: the topic "
                    + settings.topics().name(TopicRole.SHADOW_SCORES) + " has no row"
                    + (model == null ? "" : " of the model '" + model + "'")
                    + " in this time that champion and challenger have both scored; 'surprisal publish FILE --as"
                    + " challenger' begins a trial, shadow.enabled must be true");
        }
        PrintWriter out = spec.commandLine().getOut();
        double ratio = 1;
        for (Map.Entry<Pairing, Comparison> each : all.entrySet()) {
            print(out, each.getKey(), each.getValue());
            ratio = each.getValue().scored() == 0 ? ratio : each.getValue().alertRatio();
        }
        out.flush();
        if (maxRatio != null && (ratio > maxRatio || ratio < 1 / maxRatio)) {
            throw new CommandFailedException(String.format(
                    Locale.ROOT,
                    "the challenger alerts %.2f times as often as the champion: --max-alert-ratio is %s",
                    ratio,
                    maxRatio));
        }
        return 0;
    }

    private static void print(PrintWriter out, Pairing pair, Comparison found) {
        out.println("model       " + pair.model());
        out.println("champion    " + pair.champion() + " " + ModelDescription.shortHash(pair.championSha256()));
        out.println("challenger  " + pair.challenger() + " " + ModelDescription.shortHash(pair.challengerSha256()));
        out.println("event time  " + found.from() + " to " + found.to());
        out.println("rows        " + found.rows() + " of " + found.series() + " series, " + found.scored()
                + " scored by both");
        if (found.scored() == 0) {
            out.println();
            return;
        }
        out.println(String.format(
                Locale.ROOT,
                "agreement   %.3f %% of rows on the same side of the threshold, correlation of scores %.3f",
                PERCENT * found.agreeing() / found.scored(),
                found.correlation()));
        line(out, "", "champion", "challenger", "");
        line(
                out,
                "alerts",
                Long.toString(found.champion().alerts()),
                Long.toString(found.challenger().alerts()),
                found.commonAlerts() + " on the same row");
        line(
                out,
                "rows above threshold",
                Long.toString(found.champion().above()),
                Long.toString(found.challenger().above()),
                "");
        for (int level = 0; level < Comparison.LEVELS.size(); level++) {
            double nominal = Comparison.LEVELS.get(level);
            line(
                    out,
                    String.format(Locale.ROOT, "rows at 1 in %,.0f", 1 / nominal),
                    drift(found.champion().atLevel(level), found.scored(), nominal),
                    drift(found.challenger().atLevel(level), found.scored(), nominal),
                    level == 0 ? "share, and times the nominal one" : "");
        }
        out.println();
    }

    private static String drift(long count, long scored, double nominal) {
        double share = (double) count / scored;
        return String.format(Locale.ROOT, "%.3f %% (%.2f)", PERCENT * share, share / nominal);
    }

    private static void line(PrintWriter out, String what, String champion, String challenger, String remark) {
        out.println(String.format(Locale.ROOT, "%-22s %18s %18s  %s", what, champion, challenger, remark)
                .stripTrailing());
    }
}
