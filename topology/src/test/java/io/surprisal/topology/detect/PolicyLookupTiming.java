package io.surprisal.topology.detect;

import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.series.SeriesState;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.topology.rules.RuleDirectory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Times what policies cost of each event, in thread CPU time, and beside it a whole judgement with and without them. Not a
 * test: run {@code main} on an idle machine.
 */
final class PolicyLookupTiming {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 21;
    private static final int EVENTS = 100_000;
    private static final long WARM_UP_NANOS = 2_000_000_000L;
    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int PATTERNS = 50;

    private PolicyLookupTiming() {}

    /** Prints a table; arguments are not read. */
    public static void main(String[] arguments) {
        double keys = nanosPerEvent(FEW, null);
        System.out.printf("making the series key alone: %.0f ns%n", keys);
        line("no policies", nanosPerEvent(FEW, directory(0)) - keys);
        line("1 pattern, 1,000 series", nanosPerEvent(FEW, directory(1)) - keys);
        line("50 patterns, 1,000 series", nanosPerEvent(FEW, directory(PATTERNS)) - keys);
        line("50 patterns, 100,000 series in turns, all forgotten", nanosPerEvent(MANY, directory(PATTERNS)) - keys);
        for (Map<String, String> settings : List.of(
                Map.<String, String>of(), Map.of("direction", "below"), Map.of("false.alarms.per.day", "0.1"))) {
            System.out.printf("judgement under %s: %.0f ns%n", settings, judgement(settings));
        }
    }

    private static void line(String what, double nanos) {
        System.out.printf("lookup, %s: %.0f ns%n", what, nanos);
    }

    private static double nanosPerEvent(
            int series, @Nullable RuleDirectory<PolicySchedule, PolicyEntry, AlertPolicy> directory) {
        byte[][] keys = new byte[series][];
        for (int index = 0; index < series; index++) {
            keys[index] = ("eu-west/host-" + index + ".cpu.percent").getBytes(StandardCharsets.UTF_8);
        }
        RuleLookup<AlertPolicy> lookup = directory == null ? null : new RuleLookup<>(directory, AlertPolicy.USUAL);
        long[] kept = new long[1];
        // A key as it comes out of a record: a new object, its hash not known.
        return nanos(event -> {
            String key = new String(keys[event % series], StandardCharsets.UTF_8);
            kept[0] += lookup == null ? key.length() : System.identityHashCode(lookup.of(key, event)) & 1;
        });
    }

    private static double judgement(Map<String, String> settings) {
        RuleDirectory<PolicySchedule, PolicyEntry, AlertPolicy> directory = RuleDirectory.ofPolicies();
        if (!settings.isEmpty()) {
            accept(directory, "*", settings);
        }
        RuleLookup<AlertPolicy> lookup = new RuleLookup<>(directory, AlertPolicy.USUAL);
        Detector detector = new Detector(ModelCodec.fromFile(BundledModel.load()), 1);
        SeriesState state = SeriesState.wrap(detector.newState());
        Random random = new Random(1);
        long[] time = new long[1];
        return nanos(event -> {
            time[0] += 60_000;
            AlertPolicy policy = lookup.of("host-1", time[0]);
            detector.detect(state, Observation.of(time[0], random.nextGaussian()), policy);
        });
    }

    private static RuleDirectory<PolicySchedule, PolicyEntry, AlertPolicy> directory(int patterns) {
        RuleDirectory<PolicySchedule, PolicyEntry, AlertPolicy> directory = RuleDirectory.ofPolicies();
        for (int pattern = 0; pattern < patterns; pattern++) {
            accept(
                    directory,
                    pattern == 0 ? "*.percent" : "eu-*/rack-" + pattern + "*.cpu*",
                    Map.of("direction", "below"));
        }
        return directory;
    }

    private static void accept(
            RuleDirectory<PolicySchedule, PolicyEntry, AlertPolicy> directory,
            String pattern,
            Map<String, String> settings) {
        PolicyEntry entry = PolicyEntry.newBuilder()
                .setEpoch(1)
                .setFromEventTime(Instant.EPOCH)
                .setSettings(settings)
                .setSince(Instant.EPOCH)
                .build();
        directory.accept(pattern, new PolicySchedule(List.of(entry)));
    }

    private static double nanos(IntConsumer event) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() < end) {
            run(event);
        }
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadCpuTime();
            run(event);
            rounds[round] = (double) (THREADS.getCurrentThreadCpuTime() - before) / EVENTS;
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static void run(IntConsumer event) {
        for (int done = 0; done < EVENTS; done++) {
            event.accept(done);
        }
    }
}
