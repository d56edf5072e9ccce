package io.surprisal.deploy.cli;

import io.surprisal.deploy.bench.figures.Conditions;
import io.surprisal.deploy.soak.Soak;
import io.surprisal.deploy.soak.SoakChart;
import io.surprisal.deploy.soak.SoakJson;
import io.surprisal.deploy.soak.SoakOptions;
import io.surprisal.deploy.soak.SoakReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench soak}: whether anything grows in steady work. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description =
                "Lets a detector judge at 70 % of its measured maximum for a while, with new weights every minute, and"
                        + " checks that its memory, its lag and its files do not grow.",
        footer = {
            "",
            "Starts a broker, a registry and a detector (exactly-once, 256 MB of heap) on this machine. Of the samples the first",
            "third is warm-up; the medians of the other two are compared. Exit code 1 if anything grew, if the pace was not",
            "held, or if a version was refused. Needs Linux and a JDK: garbage is collected before each sample.",
            "The maximum depends on what else runs on this machine; --rate takes a pace in its place.",
            "",
            "Examples:",
            "  surprisal bench soak --minutes 30 --json soak.json --chart soak.svg",
            "  surprisal bench soak --minutes 5 --rate 3000"
        })
final class BenchSoakCommand implements Callable<Integer> {

    private static final double SECONDS_PER_MINUTE = 60;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long, without start and measurement of the maximum (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--series", paramLabel = "N", defaultValue = "200", description = "Series (${DEFAULT-VALUE}).")
    private int series;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Observations a second; 0: 70 % of what is measured first (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--swap",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How often another version begins to judge (${DEFAULT-VALUE}).")
    private int swap;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write report and samples to a file.")
    private @Nullable Path json;

    @Option(names = "--chart", paramLabel = "FILE", description = "Also draw the samples, as SVG.")
    private @Nullable Path chart;

    @Option(names = "--keep", paramLabel = "DIR", description = "Keep the detector's log and stores there.")
    private @Nullable Path keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SoakOptions options = options();
        if (!Soak.isPossible()) {
            throw new CommandFailedException("a soak needs /proc of Linux, and jcmd beside this Java");
        }
        PrintWriter out = spec.commandLine().getOut();
        Conditions conditions = new Conditions();
        Path folder = keep == null ? Files.createTempDirectory("surprisal-soak-") : keep;
        Files.createDirectories(folder);
        try {
            SoakReport report = new Soak(options, folder, line -> say(out, line)).run();
            if (json != null) {
                new SoakJson().write(report, conditions.now(), json);
            }
            if (chart != null) {
                SoakChart.write(report, chart);
            }
            report.lines().forEach(out::println);
            out.flush();
            return report.faults().isEmpty() ? 0 : 1;
        } finally {
            if (keep == null) {
                Utils.delete(folder.toFile());
            }
        }
    }

    static void say(PrintWriter out, String line) {
        out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + line);
        out.flush();
    }

    private SoakOptions options() {
        try {
            return new SoakOptions(
                    Surprisal.class,
                    Duration.ofSeconds(Math.round(minutes * SECONDS_PER_MINUTE)),
                    series,
                    rate,
                    Duration.ofSeconds(swap));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
