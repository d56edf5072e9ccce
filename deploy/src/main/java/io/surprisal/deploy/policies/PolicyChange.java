package io.surprisal.deploy.policies;

import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.schemas.policy.PolicySchedules;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An entry that somebody wants at the end of a pattern's schedule.
 *
 * @param pattern of series keys
 * @param settings what shall hold; none at all: the pattern counts as not there
 * @param from first event time it counts for
 * @param timeGiven whether somebody has asked for that time; else an entry that says the same already will do
 * @param by who wants it
 * @param why why
 */
public record PolicyChange(
        String pattern, Map<String, String> settings, Instant from, boolean timeGiven, String by, String why) {

    /** Copies the settings. */
    public PolicyChange {
        settings = Map.copyOf(settings);
    }

    /** Whether a schedule says so already. */
    boolean isMadeIn(PolicySchedule schedule) {
        List<PolicyEntry> entries = schedule.getEntries();
        if (entries.isEmpty()) {
            return settings.isEmpty();
        }
        PolicyEntry last = entries.get(entries.size() - 1);
        return !timeGiven
                && last.getSettings().equals(settings)
                && !last.getFromEventTime().isAfter(from);
    }

    /** The schedule with this entry. */
    PolicySchedule appendedTo(PolicySchedule schedule, Instant now) {
        return PolicySchedules.append(
                schedule,
                PolicyEntry.newBuilder()
                        .setEpoch(0) // the schedule numbers it
                        .setFromEventTime(from)
                        .setSettings(settings)
                        .setSince(now)
                        .setBy(by)
                        .setWhy(why)
                        .build());
    }
}
