package io.surprisal.topology.weights;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AliasSchedules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one alias means at which event time, as far as versions are complete, at one moment. Immutable. */
public final class ModelVersions {

    private final AliasSchedule schedule;
    private final long aliasEpoch;
    private final Map<String, ModelSnapshot> byHash;
    private final @Nullable ModelSnapshot bundled;

    /**
     * The versions of an alias.
     *
     * @param byHash complete versions that can score the input; not changed any more
     * @param bundled scores where the alias names none
     */
    ModelVersions(AliasSchedule schedule, Map<String, ModelSnapshot> byHash, @Nullable ModelSnapshot bundled) {
        this.schedule = schedule;
        this.aliasEpoch = AliasSchedules.epoch(schedule);
        this.byHash = byHash;
        this.bundled = bundled;
    }

    /** The last entry of the alias' schedule that has been read; 0 for none. */
    public long aliasEpoch() {
        return aliasEpoch;
    }

    /** Whether the alias names nothing at all. */
    public boolean isEmpty() {
        return schedule.getEntries().isEmpty();
    }

    /** The version that scores an event of a series, in the state of knowledge of this moment; empty if none may. */
    public Optional<ModelChoice> at(long eventTimeMs, String series) {
        return choice(AliasSchedules.resolve(schedule, eventTimeMs, series));
    }

    /** The version that scores what no canary has, by the newest entry, as people see it: in metrics and health. */
    public Optional<ModelChoice> newest() {
        return choice(AliasSchedules.resolve(schedule, Long.MAX_VALUE));
    }

    /** The version that an event of a series names, if it is complete: nothing stands in for it. */
    public Optional<ModelChoice> exactly(long eventTimeMs, String series) {
        return AliasSchedules.resolve(schedule, eventTimeMs, series).flatMap(this::complete);
    }

    private Optional<ModelChoice> choice(Optional<AliasEntry> named) {
        if (named.isPresent()) {
            Optional<ModelChoice> scheduled = complete(named.get());
            return scheduled.isPresent() ? scheduled : lastCompleteBefore(named.get());
        }
        if (bundled != null || isEmpty()) {
            return Optional.ofNullable(bundled).map(model -> new ModelChoice(model, 0, false));
        }
        // A canary with nothing beside it: better than to score nothing.
        return complete(schedule.getEntries().get(0));
    }

    private Optional<ModelChoice> complete(AliasEntry entry) {
        return Optional.ofNullable(byHash.get(entry.getSha256()))
                .map(model -> new ModelChoice(model, entry.getEpoch(), false));
    }

    /** The complete version that was scheduled last before an entry, or else the bundled one. */
    private Optional<ModelChoice> lastCompleteBefore(AliasEntry missing) {
        List<AliasEntry> entries = schedule.getEntries();
        for (int index = entries.size() - 1; index >= 0; index--) {
            AliasEntry entry = entries.get(index);
            ModelSnapshot model = byHash.get(entry.getSha256());
            if (entry.getEpoch() < missing.getEpoch() && model != null) {
                return Optional.of(new ModelChoice(model, entry.getEpoch(), true));
            }
        }
        return Optional.ofNullable(bundled).map(model -> new ModelChoice(model, 0, true));
    }
}
