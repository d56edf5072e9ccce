package io.surprisal.deploy.cli;

import io.surprisal.avro.Feedback;
import io.surprisal.avro.FeedbackKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code feedback export}: true alarms as labels. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes the stretches that were judged true alarms as key,start,end, which 'evaluate --labels' reads; with"
                        + " --kinds what was given as --why is the column kind, which 'recognize train' reads. What was judged a false"
                        + " alarm is not in it: unlabelled rows are normal ones.",
        footer = {"", "Examples:", "  surprisal feedback export --out labels.csv"})
final class FeedbackExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to; it must not be there yet.")
    private Path out = Path.of("");

    @Option(
            names = "--kinds",
            description = "With a column kind: the reason of each judgement, those without left out.")
    private boolean kinds;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws IOException {
        List<Feedback> judgements =
                IncidentsListCommand.topics(cluster.cluster()).judgements();
        if (Files.exists(out)) {
            throw new CommandFailedException(out + " is there already");
        }
        int written = 0;
        StringBuilder text = new StringBuilder(kinds ? "key,start,end,kind\n" : "key,start,end\n");
        for (Feedback each : judgements) {
            @Nullable String line = line(each);
            if (line != null) {
                text.append(line);
                written++;
            }
        }
        Files.writeString(out, text);
        PrintWriter to = spec.commandLine().getOut();
        to.println(written + " stretches of " + judgements.size() + " judgements in " + out);
        to.flush();
        return 0;
    }

    private @Nullable String line(Feedback each) {
        if (each.getKind() != FeedbackKind.TRUE_ALARM
                || each.getIncidentFrom() == null
                || each.getIncidentUntil() == null
                || (kinds && each.getWhy().isBlank())) {
            return null;
        }
        return quoted(each.getSeries())
                + ','
                + each.getIncidentFrom()
                + ','
                + each.getIncidentUntil()
                + (kinds ? ',' + quoted(each.getWhy().strip()) : "")
                + '\n';
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(character -> ",\"\n\r".indexOf(character) >= 0)
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
