package io.surprisal.schemas.route;

import io.surprisal.avro.RouteEntry;
import io.surprisal.avro.RouteSchedule;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.rule.SeriesRule;
import java.util.ArrayList;
import java.util.List;

/** Reads and grows the schedule of a pattern. Nothing is overwritten, so that an old event still finds its model. */
public final class RouteSchedules {

    /** Entries that are kept; older ones are dropped. */
    public static final int KEPT = 32;

    private RouteSchedules() {}

    /** The schedule of a pattern that nobody has set. */
    public static RouteSchedule empty() {
        return new RouteSchedule(List.of());
    }

    /**
     * The schedule with one entry more. The entry's epoch is one more than the last one's, whatever it says.
     *
     * @param schedule stays as it is
     * @param entry which model scores from its event time on; with an empty one the pattern counts as not there
     */
    public static RouteSchedule append(RouteSchedule schedule, RouteEntry entry) {
        List<RouteEntry> entries = new ArrayList<>(schedule.getEntries());
        entries.add(RouteEntry.newBuilder(entry)
                .setEpoch(Math.addExact(epoch(schedule), 1))
                .build());
        return new RouteSchedule(List.copyOf(entries.subList(Math.max(0, entries.size() - KEPT), entries.size())));
    }

    /** The epoch of the last entry; 0 where there is none. */
    public static long epoch(RouteSchedule schedule) {
        List<RouteEntry> entries = schedule.getEntries();
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).getEpoch();
    }

    /**
     * Checks the name of a model.
     *
     * @throws IllegalArgumentException if no model can have it
     */
    public static void requireModel(String name) {
        new ModelsTopicKey.Alias(name, AliasName.CHAMPION);
    }

    /**
     * Reads a schedule; the value of a step is the name of its model.
     *
     * @throws IllegalArgumentException if anything in any of its entries is wrong; the message has the entry's epoch
     */
    public static SeriesRule<RouteEntry, String> rule(String pattern, RouteSchedule schedule) {
        List<SeriesRule.Step<RouteEntry, String>> steps = new ArrayList<>();
        for (RouteEntry entry : schedule.getEntries()) {
            boolean ends = entry.getModel().isEmpty();
            if (!ends) {
                try {
                    requireModel(entry.getModel());
                } catch (IllegalArgumentException wrong) {
                    throw new IllegalArgumentException("entry " + entry.getEpoch() + ": " + wrong.getMessage(), wrong);
                }
            }
            steps.add(new SeriesRule.Step<>(entry, entry.getFromEventTime().toEpochMilli(), entry.getModel(), ends));
        }
        return new SeriesRule<>(pattern, steps);
    }
}
