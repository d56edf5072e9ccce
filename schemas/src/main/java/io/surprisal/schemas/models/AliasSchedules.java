package io.surprisal.schemas.models;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an alias means at which event time. Nothing is overwritten: a promotion and a rollback are both appended, so
 * that an old event still finds the version it had.
 */
public final class AliasSchedules {

    /** Entries that are kept; older ones are dropped. */
    public static final int KEPT = 32;

    private AliasSchedules() {}

    /** The schedule of an alias that was never set. */
    public static AliasSchedule empty() {
        return new AliasSchedule(List.of());
    }

    /**
     * The schedule with one entry more. The entry's epoch is one more than the last one's, whatever it says.
     *
     * @param schedule stays as it is
     * @param entry what the alias means from its event time on
     */
    public static AliasSchedule append(AliasSchedule schedule, AliasEntry entry) {
        List<AliasEntry> entries = new ArrayList<>(schedule.getEntries());
        entries.add(AliasEntry.newBuilder(entry)
                .setEpoch(Math.addExact(epoch(schedule), 1))
                .build());
        return new AliasSchedule(List.copyOf(entries.subList(Math.max(0, entries.size() - KEPT), entries.size())));
    }

    /** The epoch of the last entry; 0 where there is none. */
    public static long epoch(AliasSchedule schedule) {
        List<AliasEntry> entries = schedule.getEntries();
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).getEpoch();
    }

    /**
     * The entry that counts for an event of a series that is in no canary's share: the one appended last among those
     * whose time has come. Before the time of all of them it is the one with the earliest time. Empty where the schedule
     * has no entry for all series.
     */
    public static Optional<AliasEntry> resolve(AliasSchedule schedule, long eventTimeMs) {
        return resolve(schedule, eventTimeMs, entry -> entry.getCanaryPercent() >= CanaryShare.ALL);
    }

    /** The same among the entries that are for a series: those for all, and those in whose share it is. */
    public static Optional<AliasEntry> resolve(AliasSchedule schedule, long eventTimeMs, String series) {
        return resolve(schedule, eventTimeMs, entry -> CanaryShare.has(entry.getCanaryPercent(), series));
    }

    private static Optional<AliasEntry> resolve(
            AliasSchedule schedule, long eventTimeMs, Predicate<AliasEntry> isMeant) {
        AliasEntry earliest = null;
        List<AliasEntry> entries = schedule.getEntries();
        for (int index = entries.size() - 1; index >= 0; index--) {
            AliasEntry entry = entries.get(index);
            if (!isMeant.test(entry)) {
                continue;
            }
            if (entry.getFromEventTime().toEpochMilli() <= eventTimeMs) {
                return Optional.of(entry);
            }
            if (earliest == null || entry.getFromEventTime().isBefore(earliest.getFromEventTime())) {
                earliest = entry;
            }
        }
        return Optional.ofNullable(earliest);
    }

    /**
     * What a rollback goes back to: the version before the one that the last entry names. An entry that names an earlier
     * version again took back all that came after that one, so that a second rollback goes one version further.
     *
     * @return empty where there was no other version before
     */
    public static Optional<AliasEntry> previous(AliasSchedule schedule) {
        List<AliasEntry> standing = new ArrayList<>();
        for (AliasEntry entry : schedule.getEntries()) {
            int earlier = 0;
            while (earlier < standing.size()
                    && !standing.get(earlier).getSha256().equals(entry.getSha256())) {
                earlier++;
            }
            standing.subList(earlier, standing.size()).clear();
            standing.add(entry);
        }
        return standing.size() < 2 ? Optional.empty() : Optional.of(standing.get(standing.size() - 2));
    }
}
