package io.surprisal.deploy.cli;

import io.surprisal.avro.IncidentSeverity;
import io.surprisal.deploy.notify.NotifyOptions;
import io.surprisal.deploy.notify.NotifyRun;
import io.surprisal.schemas.rule.SeriesPattern;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code notify}: posts incidents to a webhook. */
@Command(
        name = "notify",
        mixinStandardHelpOptions = true,
        description =
                "Posts to a webhook when incidents open, get worse, are acknowledged and close. Runs beside the detectors, as"
                        + " a consumer group of its own: each notification is delivered at least once, in the order of its incident; where"
                        + " the receiver fails, it is tried again until it takes it. A body that the receiver refuses (HTTP 400, 413, 415,"
                        + " 422) is logged and left out.",
        footer = {
            "",
            "Examples:",
            "  surprisal notify --url https://hooks.slack.com/services/T0/B0/XXX --format slack",
            "  SURPRISAL_ROUTING_KEY=... surprisal notify --format pagerduty --min-severity error",
            "  surprisal notify --url http://127.0.0.1:9000/hook --template own.mustache --header 'Authorization=Bearer abc'"
        })
final class NotifyCommand implements Callable<Integer> {

    /** Payloads that ship. */
    enum Format {
        /** Text and blocks. */
        SLACK,
        /** Events API v2: trigger, acknowledge, resolve. */
        PAGERDUTY,
        /** All that is known, flat. */
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:SURPRISAL_NOTIFY_URL:-_NULL_}",
            description = "Where to post; else SURPRISAL_NOTIFY_URL; PagerDuty's own for --format pagerduty.")
    private @Nullable URI url;

    @Option(names = "--format", description = "One of ${COMPLETION-CANDIDATES} (json).", defaultValue = "json")
    private Format format = Format.JSON;

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "A Mustache template of JSON in the place of --format (docs/INCIDENTS.md).")
    private @Nullable Path template;

    @Option(
            names = "--routing-key",
            paramLabel = "KEY",
            defaultValue = "${env:SURPRISAL_ROUTING_KEY:-_NULL_}",
            description = "PagerDuty's integration key; better by the variable SURPRISAL_ROUTING_KEY.")
    private @Nullable String routingKey;

    @Option(names = "--link", paramLabel = "URL", description = "A detector's address, for links to incidents.")
    private @Nullable String link;

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "A further header; may be given many times.")
    private Map<String, String> headers = new HashMap<>();

    @Option(
            names = "--min-severity",
            defaultValue = "warning",
            description = "Incidents that never get so bad are not told: info, warning, error or critical (warning).")
    private IncidentSeverity severity = IncidentSeverity.WARNING;

    @Option(
            names = "--series",
            paramLabel = "PATTERN",
            defaultValue = "*",
            description = "Only of these series keys; * stands for any characters.")
    private String series = "*";

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "The consumer group, one for each receiver; else the application.id with -notify behind it.")
    private @Nullable String group;

    @Option(
            names = "--from-beginning",
            description = "A group that is new begins with all that the topic has, not with what comes from now on.")
    private boolean fromBeginning;

    @Option(names = "--once", description = "End when all that is there now is told.")
    private boolean once;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Span.class,
            defaultValue = "10s",
            description = "For one answer (10s).")
    private Duration timeout = Duration.ofSeconds(10);

    @Option(
            names = "--backoff",
            paramLabel = "DURATION",
            converter = Span.class,
            defaultValue = "1s",
            description = "After a first failure; twice as long each time, at most five minutes (1s).")
    private Duration backoff = Duration.ofSeconds(1);

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws Exception {
        DetectorSettings settings = cluster.cluster();
        NotifyOptions options = new NotifyOptions(
                address(),
                format.toString(),
                template,
                constants(),
                headers,
                severity,
                pattern(),
                group == null ? settings.engine().applicationId() + "-notify" : group,
                fromBeginning,
                timeout,
                backoff);
        long delivered =
                NotifyRun.run(ClusterOptions.clients(settings), ClusterOptions.topics(settings), options, once);
        PrintWriter out = spec.commandLine().getOut();
        out.println(delivered + " notifications delivered");
        out.flush();
        return 0;
    }

    private URI address() {
        URI found = url == null && format == Format.PAGERDUTY ? URI.create(PAGERDUTY) : url;
        String scheme = found == null ? null : found.getScheme();
        if (found == null || scheme == null || !scheme.matches("https?") || found.getHost() == null) {
            throw new ParameterException(spec.commandLine(), "--url must be an address of http or https: " + found);
        }
        return found;
    }

    private Map<String, Object> constants() {
        Map<String, Object> constants = new HashMap<>();
        if (routingKey != null) {
            constants.put("routingKey", routingKey);
        } else if (format == Format.PAGERDUTY && template == null) {
            throw new ParameterException(
                    spec.commandLine(), "--format pagerduty needs --routing-key or SURPRISAL_ROUTING_KEY");
        }
        if (link != null) {
            constants.put("link", link.replaceAll("/+$", ""));
        }
        return constants;
    }

    private SeriesPattern pattern() {
        try {
            return SeriesPattern.of(series);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
