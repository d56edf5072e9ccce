package io.surprisal.deploy.cli;

import io.surprisal.deploy.capacity.CapacityPlan;
import io.surprisal.deploy.capacity.Deployment;
import io.surprisal.deploy.capacity.Rates;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code capacity}: what a deployment needs. */
@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        description = "Says what a deployment of so many series and observations needs: disk, memory, changelog,"
                + " processors, and how long a restore takes.",
        footer = {
            "",
            "Bytes follow from the state's layout. CPU and restore are those of the machine of docs/PERFORMANCE.md, or of yours.",
            "",
            "Examples:",
            "  surprisal capacity --keys 5000000 --rate 80000 --features 1",
            "  surprisal bench --only scale --json here.json && surprisal capacity --measured here.json --keys 5000000 --rate 80000"
        })
final class CapacityCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--keys", required = true, paramLabel = "N", description = "Series.")
    private long keys;

    @Option(names = "--rate", required = true, paramLabel = "N", description = "Observations per second, all series.")
    private double rate;

    @Option(
            names = "--features",
            paramLabel = "N",
            defaultValue = "1",
            description = "Features of each (${DEFAULT-VALUE}).")
    private int features;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "6",
            description = "Partitions of the input (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--measured",
            paramLabel = "FILE",
            description = "Plan by what 'surprisal bench --only scale --json FILE' has measured on a machine of yours.")
    private @Nullable Path measured;

    @Override
    public Integer call() throws IOException {
        CapacityPlan plan = plan();
        PrintWriter out = spec.commandLine().getOut();
        print(out, "state of a series", "%,d B".formatted(plan.stateBytes()));
        print(out, "disk, all instances", bytes(plan.diskBytes()) + " at rest, twice that while states change");
        print(out, "memory off the heap", bytes(plan.offHeapBytes()) + " with an instance for each core");
        print(out, "changelog, written", bytes(plan.changelogBytesPerSecond()) + "/s at most, for each replica");
        print(out, "changelog, kept", bytes(plan.topicBytes()) + " at most, for each replica");
        print(out, "cores, application", cores(plan.applicationCores()));
        print(out, "cores, brokers", cores(plan.brokerCores()) + ", for each replica");
        print(out, "restore of all states", "%,.0f s by one instance".formatted(plan.restoreSeconds()));
        out.flush();
        return 0;
    }

    private CapacityPlan plan() throws IOException {
        try {
            Rates rates = measured == null ? Rates.REFERENCE : Rates.of(measured);
            return CapacityPlan.of(new Deployment(keys, rate, features, partitions), rates);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "capacity: " + e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, String what, String value) {
        out.printf("%-22s %s%n", what, value);
    }

    private static String cores(double cores) {
        return String.format(Locale.ROOT, "%.1f at 70 %% load", cores);
    }

    private static String bytes(double bytes) {
        double value = bytes;
        for (String unit : new String[] {"B", "kB", "MB", "GB"}) {
            if (value < 1000) {
                return String.format(Locale.ROOT, "%.1f %s", value, unit);
            }
            value /= 1000;
        }
        return String.format(Locale.ROOT, "%.1f TB", value);
    }
}
