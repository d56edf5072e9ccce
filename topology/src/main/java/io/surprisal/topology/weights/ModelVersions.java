package io.surprisal.topology.weights;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AliasSchedules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All complete versions and what the alias means at which event time, at one moment. Immutable. */
public final class ModelVersions {

    private final AliasSchedule schedule;
    private final long aliasEpoch;
    private final Map<String, ModelSnapshot> byHash;
    private final @Nullable ModelSnapshot bundled;

    ModelVersions(AliasSchedule schedule, List<ModelSnapshot> complete, @Nullable ModelSnapshot bundled) {
        this.schedule = schedule;
        this.aliasEpoch = AliasSchedules.epoch(schedule);
        this.bundled = bundled;
        this.byHash = new HashMap<>();
        for (ModelSnapshot model : complete) {
            // Two versions may share their weights; then they score alike, and the first one's name is as good.
            byHash.putIfAbsent(model.identity().sha256(), model);
        }
        if (bundled != null) {
            byHash.putIfAbsent(bundled.identity().sha256(), bundled);
        }
    }

    /** The last entry of the alias' schedule that has been read; 0 for none. */
    public long aliasEpoch() {
        return aliasEpoch;
    }

    /** The version that scores an event, in the state of knowledge of this moment; empty if none may. */
    public Optional<ModelChoice> at(long eventTimeMs) {
        Optional<AliasEntry> entry = AliasSchedules.resolve(schedule, eventTimeMs);
        if (entry.isEmpty()) {
            return Optional.ofNullable(bundled).map(model -> new ModelChoice(model, 0, false));
        }
        ModelSnapshot scheduled = byHash.get(entry.get().getSha256());
        return scheduled == null
                ? lastCompleteBefore(entry.get())
                : Optional.of(new ModelChoice(scheduled, entry.get().getEpoch(), false));
    }

    /** The version of the newest entry, complete or not, as people see it: in metrics and health. */
    public Optional<ModelChoice> newest() {
        return at(Long.MAX_VALUE);
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
