package io.surprisal.schemas.policy;

import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.schemas.rule.SeriesRule;
import java.util.ArrayList;
import java.util.List;

/** Reads and grows the schedule of a pattern. Nothing is overwritten, so that an old event still finds what held for it. */
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

    /**
     * Reads a schedule.
     *
     * @throws IllegalArgumentException if anything in any of its entries is wrong; the message has the entry's epoch
     */
    public static SeriesRule<PolicyEntry, AlertPolicy> rule(String pattern, PolicySchedule schedule) {
        List<SeriesRule.Step<PolicyEntry, AlertPolicy>> steps = new ArrayList<>();
        for (PolicyEntry entry : schedule.getEntries()) {
            try {
                AlertPolicy policy = PolicySetting.parse(entry.getSettings());
                long fromMs = entry.getFromEventTime().toEpochMilli();
                steps.add(new SeriesRule.Step<>(
                        entry, fromMs, policy, entry.getSettings().isEmpty()));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("entry " + entry.getEpoch() + ": " + wrong.getMessage(), wrong);
            }
        }
        return new SeriesRule<>(pattern, steps);
    }
}
