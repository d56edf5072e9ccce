package io.surprisal.deploy.cli;

import io.surprisal.avro.RouteSchedule;
import io.surprisal.deploy.rules.RouteKind;
import io.surprisal.deploy.rules.RuleChange;
import io.surprisal.deploy.rules.RulePublisher;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.route.RouteSchedules;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code route set}: sends the series of a pattern to a model. */
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sends the series of a pattern to a model, for events from a time on. The model must have a"
                + " champion on the models topic; its challenger, if it has one, is tried on them too.",
        footer = {
            "",
            "PATTERN is a series key; a * in it stands for any characters or none (quote it: 'web-*'). Where several",
            "patterns mean a series the longest one decides; a key without * is the longest of all.",
            "A model that names its features scores these alone; detectors refuse one that wants features they do",
            "not read, name them in the log and in /health/ready, and go on with the usual model.",
            "",
            "Examples:",
            "  surprisal route set 'web-*' latency",
            "  surprisal route set db-7 default --why 'latency knows nothing of it'",
            "  surprisal route set 'web-*' latency --from 2026-11-30T00:00:00Z"
        })
final class RouteSetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PATTERN", description = "Series keys; * stands for any characters.")
    private String pattern = "";

    @Parameters(index = "1", paramLabel = "MODEL", description = "Name of the model that scores them.")
    private String model = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = EventTime.class,
            description =
                    "First event time it counts for: now (the default), beginning, ISO-8601 or epoch milliseconds.")
    private @Nullable Instant from;

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept in the schedule.")
    private String why = "";

    @Option(names = "--force", description = "Set it although the model has no champion yet.")
    private boolean force;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        PolicySetCommand.requirePattern(spec, pattern);
        requireModel();
        DetectorSettings settings = cluster.cluster();
        if (!force) {
            requireChampion(settings);
        }
        Instant start = from == null ? EventTime.now() : from;
        RuleChange<String> change =
                new RuleChange<>(pattern, model, start, from != null, System.getProperty("user.name", ""), why);
        boolean written = publisher(settings).apply(change);
        PrintWriter out = spec.commandLine().getOut();
        out.println((written ? "set '" : "there already: '") + pattern + "' to model " + model
                + (written ? ", for events from " + start + " on" : ""));
        out.flush();
        return 0;
    }

    static RulePublisher<RouteSchedule, String> publisher(DetectorSettings settings) {
        return new RulePublisher<>(
                new RouteKind(),
                ClusterOptions.clients(settings),
                ClusterOptions.topics(settings).models(),
                Clock.systemUTC());
    }

    private void requireModel() {
        try {
            RouteSchedules.requireModel(model);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private void requireChampion(DetectorSettings settings) {
        boolean usual = model.equals(settings.model().name());
        if (!usual
                && ClusterOptions.models(settings)
                        .schedule(new ModelsTopicKey.Alias(model, AliasName.CHAMPION))
                        .getEntries()
                        .isEmpty()) {
            throw new CommandFailedException(
                    "nothing was changed: the model '" + model
                            + "' has no champion; 'surprisal publish FILE --as champion' makes one, --force sets the route all the same");
        }
    }
}
