package io.surprisal.topology.weights;

import io.surprisal.avro.AliasSchedule;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.ModelsTopicKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All models that may score, with their aliases, at one moment. Immutable. */
public final class ModelLines {

    private final ModelLine usual;
    private final Map<String, ModelLine> byName = new HashMap<>();
    private final Map<String, ModelSnapshot> byHash = new HashMap<>();

    /**
     * The models of a moment.
     *
     * @param usual name of the model that scores what no route sends elsewhere; the only one that the bundled model
     *     stands in for
     * @param complete versions that can score the input, in the order in which they came
     */
    ModelLines(
            String usual,
            Map<ModelsTopicKey.Alias, AliasSchedule> schedules,
            List<ModelSnapshot> complete,
            @Nullable ModelSnapshot bundled) {
        for (ModelSnapshot model : complete) {
            // Two versions may share their weights; then they score alike, and the first one's name is as good.
            byHash.putIfAbsent(model.identity().sha256(), model);
        }
        if (bundled != null) {
            byHash.putIfAbsent(bundled.identity().sha256(), bundled);
        }
        this.usual = line(usual, schedules, bundled);
        for (ModelsTopicKey.Alias alias : schedules.keySet()) {
            byName.computeIfAbsent(alias.name(), name -> line(name, schedules, null));
        }
        byName.put(usual, this.usual);
    }

    private ModelLine line(
            String name, Map<ModelsTopicKey.Alias, AliasSchedule> schedules, @Nullable ModelSnapshot bundled) {
        AliasSchedule champion =
                schedules.getOrDefault(new ModelsTopicKey.Alias(name, AliasName.CHAMPION), AliasSchedules.empty());
        AliasSchedule challenger =
                schedules.getOrDefault(new ModelsTopicKey.Alias(name, AliasName.CHALLENGER), AliasSchedules.empty());
        return new ModelLine(
                name, new ModelVersions(champion, byHash, bundled), new ModelVersions(challenger, byHash, null));
    }

    /** The model that scores what no route sends elsewhere. */
    public ModelLine usual() {
        return usual;
    }

    /** All models that have an alias, and the usual one, in the order of their names. */
    public List<ModelLine> all() {
        return byName.values().stream()
                .sorted(Comparator.comparing(ModelLine::name))
                .toList();
    }

    /** The model of this name; the usual one where the topic has no alias of it. */
    public ModelLine of(String name) {
        return byName.getOrDefault(name, usual);
    }

    /** The version with weights of this hash, if it is complete and can score the input. */
    public Optional<ModelSnapshot> ofHash(String sha256) {
        return Optional.ofNullable(byHash.get(sha256));
    }

    /** The version whose hash begins so, likewise; the first of several. */
    public Optional<ModelSnapshot> ofHashBeginning(String digits) {
        return byHash.entrySet().stream()
                .filter(each -> each.getKey().startsWith(digits))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether the weights of this hash are known, and as another model's than this one. */
    public boolean isOfAnother(String sha256, String name) {
        ModelSnapshot model = byHash.get(sha256);
        return model != null && !model.identity().name().equals(name);
    }
}
