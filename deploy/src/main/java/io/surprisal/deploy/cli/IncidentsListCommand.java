package io.surprisal.deploy.cli;

import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.deploy.incident.IncidentTopics;
import io.surprisal.schemas.rule.SeriesPattern;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code incidents list}: one line for each. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists incidents, the one opened last first.",
        footer = {
            "",
            "Examples:",
            "  surprisal incidents list --open",
            "  surprisal incidents list --series 'web-*' --limit 20"
        })
final class IncidentsListCommand implements Callable<Integer> {

    private static final double PERCENT = 100;

    @Spec
    private CommandSpec spec;

    @Option(names = "--open", description = "Only those that last.")
    private boolean open;

    @Option(
            names = "--series",
            paramLabel = "PATTERN",
            defaultValue = "*",
            description = "Only of these series keys; * stands for any characters.")
    private String series = "*";

    @Option(names = "--limit", paramLabel = "COUNT", defaultValue = "50", description = "At most so many (50).")
    private int limit;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        SeriesPattern pattern;
        try {
            pattern = SeriesPattern.of(series);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        IncidentTopics content = topics(cluster.cluster());
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                "%-28s  %-24s  %-8s  %-6s  %-24s  %-24s  %5s  %s",
                "incident",
                "series",
                "severity",
                "status",
                "opened",
                "closed",
                "score",
                "said"));
        content.incidents().stream()
                .filter(incident -> !open || incident.getStatus() == IncidentStatus.OPEN)
                .filter(incident -> pattern.matches(incident.getSeries()))
                .limit(limit)
                .forEach(incident -> out.println(line(incident, content)));
        out.flush();
        return 0;
    }

    static IncidentTopics topics(DetectorSettings settings) {
        return IncidentTopics.read(ClusterOptions.clients(settings), ClusterOptions.topics(settings));
    }

    private static String line(Incident incident, IncidentTopics content) {
        return String.format(
                        Locale.ROOT,
                        "%-28s  %-24s  %-8s  %-6s  %-24s  %-24s  %5s  %s",
                        incident.getIncidentId(),
                        incident.getSeries(),
                        lower(incident.getSeverity()),
                        lower(incident.getStatus()),
                        incident.getOpenedAt(),
                        incident.getClosedAt() == null ? "" : incident.getClosedAt(),
                        incident.getPeakScore() == null
                                ? lower(incident.getKind())
                                : String.format(Locale.ROOT, "%.1f", PERCENT * incident.getPeakScore()),
                        said(incident, content))
                .stripTrailing();
    }

    private static String said(Incident incident, IncidentTopics content) {
        String id = incident.getIncidentId();
        return content.judged(id)
                .or(() -> content.acknowledged(id))
                .map(feedback -> lower(feedback.getKind()).replace('_', ' '))
                .orElse("");
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
