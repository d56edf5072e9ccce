package io.surprisal.deploy.cli;

import io.surprisal.deploy.endurance.Disturbance;
import io.surprisal.deploy.endurance.Endurance;
import io.surprisal.deploy.endurance.EnduranceOptions;
import io.surprisal.deploy.endurance.EnduranceReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench endurance}: what a failure costs; nothing. */
@Command(
        name = "endurance",
        mixinStandardHelpOptions = true,
        description = "Kills, moves and cuts off detectors while they work, and checks that each observation is scored"
                + " exactly once and as without any of it, byte by byte.",
        footer = {
            "",
            "Starts a broker, a registry and two detectors with standby replicas on this machine, and sends observations all",
            "the time. Then a detector that nobody disturbs scores the same; scores, alerts, evidence and dead letters of both",
            "are compared record by record. Exit code 1 if one is missing, repeated or different.",
            "",
            "Examples:",
            "  surprisal bench endurance                                  each kind once, about four minutes",
            "  surprisal bench endurance --disturbances 150 --away 60     about half an hour",
            "  surprisal bench endurance --kinds KILL,LOSE_DISK --disturbances 20 --keep logs"
        })
final class BenchEnduranceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--disturbances",
            paramLabel = "N",
            defaultValue = "0",
            showDefaultValue = Help.Visibility.NEVER,
            description = "How many there are, one after the other (each kind once).")
    private int disturbances;

    @Option(
            names = "--kinds",
            paramLabel = "KIND",
            split = ",",
            description = "Which ones (all; FULL_DISK only where this user may mount): ${COMPLETION-CANDIDATES}.")
    private List<Disturbance> kinds = new ArrayList<>();

    @Option(names = "--series", paramLabel = "N", defaultValue = "50", description = "Series (${DEFAULT-VALUE}).")
    private int series;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "Observations a second, over all series (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--away",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "How long broker and registry are away (${DEFAULT-VALUE}).")
    private int away;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of order, pauses and values (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--guarantee",
            paramLabel = "GUARANTEE",
            defaultValue = "exactly_once_v2",
            description =
                    "processing.guarantee of the instances (${DEFAULT-VALUE}); at_least_once shows what faults look like.")
    private String guarantee = "exactly_once_v2";

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep the logs of all instances there; their stores too, without FULL_DISK.")
    private @Nullable Path keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        EnduranceOptions options = options();
        PrintWriter out = spec.commandLine().getOut();
        Path folder = keep == null ? Files.createTempDirectory("surprisal-endurance-") : keep;
        Files.createDirectories(folder);
        try {
            EnduranceReport report = new Endurance(options, folder, line -> {
                        out.println(
                                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + line);
                        out.flush();
                    })
                    .run();
            print(report, out);
            return report.faultCount() == 0 ? 0 : 1;
        } finally {
            if (keep == null) {
                Utils.delete(folder.toFile());
            }
        }
    }

    private EnduranceOptions options() throws IOException, InterruptedException {
        Set<Disturbance> chosen = kinds.isEmpty() ? Disturbance.possible() : EnumSet.copyOf(kinds);
        if (chosen.contains(Disturbance.FULL_DISK) && !Disturbance.possible().contains(Disturbance.FULL_DISK)) {
            throw new ParameterException(
                    spec.commandLine(), "FULL_DISK mounts a small tmpfs, which this user may not: run it as root");
        }
        try {
            return new EnduranceOptions(
                    Surprisal.class,
                    disturbances == 0 ? chosen.size() : disturbances,
                    chosen,
                    series,
                    rate,
                    away,
                    guarantee,
                    seed);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static void print(EnduranceReport report, PrintWriter out) {
        out.printf(
                "%n%,d observations in %d s, %d alerts, %d versions%n",
                report.observations(),
                report.seconds(),
                report.alerts(),
                report.versions().size());
        for (Disturbance kind : Disturbance.values()) {
            int times = report.disturbances().getOrDefault(kind, 0);
            if (times > 0) {
                out.printf("%4d  %s%n", times, kind.words());
            }
        }
        out.printf(
                "%d detector processes; %d ended by themselves and were started again%n",
                report.processes(), report.ended());
        report.faults().forEach(out::println);
        out.println(
                report.faultCount() == 0
                        ? "Every observation was judged exactly once, all bytes as in an undisturbed run."
                        : report.faultCount() + " faults");
        out.flush();
    }
}
