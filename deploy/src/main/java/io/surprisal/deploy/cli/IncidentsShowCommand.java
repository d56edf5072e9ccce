package io.surprisal.deploy.cli;

import io.surprisal.avro.Feedback;
import io.surprisal.avro.Incident;
import io.surprisal.deploy.incident.IncidentTopics;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code incidents show}: all that is written of one. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one incident with what people say of it; 'surprisal explain' explains its peakAlertId.",
        footer = {"", "Examples:", "  surprisal incidents show observations-2-2664"})
final class IncidentsShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "INCIDENT", description = "As 'incidents list' shows it.")
    private String incidentId = "";

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() {
        IncidentTopics content = IncidentsListCommand.topics(cluster.cluster());
        Incident incident = require(content, incidentId);
        PrintWriter out = spec.commandLine().getOut();
        for (Schema.Field field : incident.getSchema().getFields()) {
            Object value = incident.get(field.pos());
            if (value != null) {
                out.println(String.format(Locale.ROOT, "%-16s  %s", field.name(), value));
            }
        }
        content.acknowledged(incidentId).ifPresent(feedback -> print(out, feedback));
        content.judged(incidentId).ifPresent(feedback -> print(out, feedback));
        out.flush();
        return 0;
    }

    static Incident require(IncidentTopics content, String incidentId) {
        return content.find(incidentId)
                .orElseThrow(() -> new CommandFailedException(
                        "there is no incident '" + incidentId + "'; 'surprisal incidents list' shows what there is"));
    }

    private static void print(PrintWriter out, Feedback feedback) {
        String who = feedback.getBy().isEmpty() ? "" : " by " + feedback.getBy();
        String why = feedback.getWhy().isEmpty() ? "" : ": " + feedback.getWhy();
        String scope = feedback.getPattern() == null ? "" : " for '" + feedback.getPattern() + '\'';
        out.println(String.format(
                Locale.ROOT,
                "%-16s  %s%s%s%s",
                IncidentsListCommand.lower(feedback.getKind()).replace('_', ' '),
                feedback.getSince(),
                who,
                scope,
                why));
    }
}
