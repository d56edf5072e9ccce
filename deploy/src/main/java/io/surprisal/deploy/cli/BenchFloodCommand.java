package io.surprisal.deploy.cli;

import io.surprisal.deploy.soak.Flood;
import io.surprisal.deploy.soak.FloodOptions;
import io.surprisal.deploy.soak.FloodReport;
import io.surprisal.deploy.soak.Soak;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench flood}: more bad records and new series than anybody should send. */
@Command(
        name = "flood",
        mixinStandardHelpOptions = true,
        description =
                "Sends unreadable records in a row, then new series without end, and checks that the detector goes on"
                        + " and that with state.ttl neither its memory nor its stores grow.",
        footer = {
            "",
            "Starts a broker, a registry and a detector (exactly-once, 256 MB of heap, state.ttl=1m) on this machine. Sends as",
            "fast as the detector judges: a minute of event time takes as long as it takes. Exit code 1 if a record has no dead",
            "letter, if series are not forgotten, or if memory or disk grow after the third minute.",
            "Needs Linux and a JDK, and some 10 GB of temporary disk for the default numbers.",
            "",
            "Examples:",
            "  surprisal bench flood",
            "  surprisal bench flood --bad 20000 --keys 20000"
        })
final class BenchFloodCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--bad",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Unreadable records in a row (${DEFAULT-VALUE}).")
    private int bad;

    @Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "New series in a minute of event time (${DEFAULT-VALUE}).")
    private int keys;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "5",
            description = "Minutes of event time (${DEFAULT-VALUE}).")
    private int minutes;

    @Option(names = "--keep", paramLabel = "DIR", description = "Keep the detector's log and stores there.")
    private @Nullable Path keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FloodOptions options;
        try {
            options = new FloodOptions(Surprisal.class, bad, keys, minutes);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
        if (!Soak.isPossible()) {
            throw new CommandFailedException("a flood needs /proc of Linux, and jcmd beside this Java");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path folder = keep == null ? Files.createTempDirectory("surprisal-flood-") : keep;
        Files.createDirectories(folder);
        try {
            FloodReport report = new Flood(options, folder, line -> BenchSoakCommand.say(out, line)).run();
            report.lines().forEach(out::println);
            out.flush();
            return report.faults().isEmpty() ? 0 : 1;
        } finally {
            if (keep == null) {
                Utils.delete(folder.toFile());
            }
        }
    }
}
