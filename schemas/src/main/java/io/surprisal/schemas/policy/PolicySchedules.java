package io.surprisal.schemas.policy;

import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import java.util.ArrayList;
import java.util.List;

/** Grows the schedule of a pattern. Nothing is overwritten, so that an old event still finds what held for it. */
public final class PolicySchedules {

    /** Entries that are kept; older ones are dropped. */
    public static final int KEPT = 32;

    private PolicySchedules() {}

    /** The schedule of a pattern that nobody has set. */
    public static PolicySchedule empty() {
        return new PolicySchedule(List.of());
    }

    /**
     * The schedule with one entry more. The entry's epoch is one more than the last one's, whatever it says.
     *
     * @param schedule stays as it is
     * @param entry what holds from its event time on; without settings the pattern counts as not there
     */
    public static PolicySchedule append(PolicySchedule schedule, PolicyEntry entry) {
        List<PolicyEntry> entries = new ArrayList<>(schedule.getEntries());
        entries.add(PolicyEntry.newBuilder(entry)
                .setEpoch(Math.addExact(epoch(schedule), 1))
                .build());
        return new PolicySchedule(List.copyOf(entries.subList(Math.max(0, entries.size() - KEPT), entries.size())));
    }

    /** The epoch of the last entry; 0 where there is none. */
    public static long epoch(PolicySchedule schedule) {
        List<PolicyEntry> entries = schedule.getEntries();
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).getEpoch();
    }
}
