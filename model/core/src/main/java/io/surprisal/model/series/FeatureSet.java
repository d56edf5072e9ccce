package io.surprisal.model.series;

import io.surprisal.model.ModelSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The features of a series, in order, as its state knows them: a hash of the set and one of each name.
 *
 * @param names different names, at least one
 */
public record FeatureSet(List<String> names) {

    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    /** Copies the list. */
    public FeatureSet {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("features must be at least one name: features=" + names);
        }
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("features must be different names: features=" + names);
        }
    }

    /** F. */
    public int size() {
        return names.size();
    }

    /** The hash of the names in their order. */
    public long hash() {
        return ModelSpec.featureSetHash(names);
    }

    /** The FNV-1a hash of a feature's name in UTF-8. */
    public int nameHash(int feature) {
        int hash = FNV_OFFSET;
        for (byte unit : names.get(feature).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (unit & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
