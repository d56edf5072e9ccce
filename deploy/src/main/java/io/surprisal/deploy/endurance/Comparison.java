package io.surprisal.deploy.endurance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds what a disturbed run wrote against the observations and against what an undisturbed one wrote. */
final class Comparison {

    private static final int SHOWN = 20;

    private final List<String> faults = new ArrayList<>();
    private long found;

    /**
     * Compares.
     *
     * @param observations partition to the number of its records
     */
    Comparison(Map<Integer, Long> observations, Ledger disturbed, Ledger undisturbed) {
        disturbed.repeated().forEach((id, topic) -> fault(id + " is there more than once, in " + topic));
        new TreeMap<>(observations).forEach((partition, count) -> {
            for (long offset = 0; offset < count; offset++) {
                if (!disturbed.judged().contains(partition + "-" + offset)) {
                    fault("nothing was written of observation " + partition + "-" + offset);
                }
            }
        });
        if (disturbed.fallbacks() > 0) {
            fault(disturbed.fallbacks()
                    + " rows were judged by another version than was scheduled (versionFallback), of "
                    + disturbed.seriesOfFallbacks().size() + " series");
        }
        new TreeMap<>(undisturbed.records()).forEach((id, bytes) -> {
            byte[] other = disturbed.records().get(id);
            if (other == null) {
                fault(id + " is missing");
            } else if (!Arrays.equals(bytes, other)) {
                fault(id + " differs from the undisturbed run's");
            }
        });
        disturbed.records().keySet().stream()
                .filter(id -> !undisturbed.records().containsKey(id))
                .sorted()
                .forEach(id -> fault(id + " is not in the undisturbed run"));
    }

    private void fault(String line) {
        found++;
        if (faults.size() < SHOWN) {
            faults.add(line);
        }
    }

    /** How many faults there are. */
    long count() {
        return found;
    }

    /** The first of them, a line each. */
    List<String> faults() {
        return faults;
    }
}
