package io.surprisal.topology.api;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.ModelManifest;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.topology.view.Trials;
import io.surprisal.topology.weights.ModelCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The models topic, as this instance has read it.
 *
 * @param usual name of the model that scores what no route sends elsewhere
 * @param bundled what scores while that model's alias names no version; {@code null} for none
 * @param versions in the order of names, then as they came
 * @param aliases in the order of names
 * @param refused records that must not be used, by their keys
 * @param trials of challengers beside champions, on this instance since it started
 */
record ModelsDocument(
        String usual,
        @Nullable Bundled bundled,
        List<Version> versions,
        List<Alias> aliases,
        List<Refusal> refused,
        List<Trials.Trial> trials) {

    /**
     * The model that ships.
     *
     * @param name of it
     * @param version of it
     * @param sha256 of its weights
     */
    record Bundled(String name, String version, String sha256) {}

    /**
     * A version.
     *
     * @param name of the model
     * @param version of it
     * @param sha256 of its weights
     * @param parent hash of the one that it was trained on from; {@code null} for none
     * @param complete whether all of it is there
     * @param chunks that are there; {@code null} once it is complete
     * @param chunkCount that there must be; {@code null} once it is complete
     * @param network kind, layers and units; {@code null} while it is incomplete
     * @param features that it scores; empty for any
     * @param covariates that it reads besides
     * @param published by whom; {@code null} while it is incomplete
     * @param publishedAt when; {@code null} where it is not said
     */
    record Version(
            String name,
            String version,
            String sha256,
            @Nullable String parent,
            boolean complete,
            @Nullable Integer chunks,
            @Nullable Integer chunkCount,
            @Nullable String network,
            List<String> features,
            List<String> covariates,
            @Nullable String published,
            @Nullable String publishedAt) {}

    /**
     * What an alias means.
     *
     * @param name of the model
     * @param alias champion or challenger
     * @param newest hash of the version that the newest event has, canaries left out; {@code null} for none
     * @param schedule all entries, the last one appended last
     */
    record Alias(String name, String alias, @Nullable String newest, List<Entry> schedule) {}

    /**
     * An entry of a schedule.
     *
     * @param epoch counts entries from 1
     * @param fromEventTime first event time that it is for
     * @param version of the model; {@code null} in entries that do not say
     * @param sha256 of the version's weights
     * @param canaryPercent of the series that it is for
     * @param since when it was made
     * @param by whom
     * @param why in words
     */
    record Entry(
            long epoch,
            String fromEventTime,
            @Nullable String version,
            String sha256,
            double canaryPercent,
            String since,
            String by,
            String why) {}

    /**
     * A record that must not be used.
     *
     * @param key on the topic
     * @param reason what was found and what was allowed
     */
    record Refusal(String key, String reason) {}

    static ModelsDocument of(ModelCatalogue catalogue, List<Trials.Trial> trials) {
        List<Version> versions = new ArrayList<>();
        catalogue.complete().forEach(each -> versions.add(version(each.manifest())));
        catalogue.incomplete().forEach(each -> versions.add(version(each)));
        versions.sort(Comparator.comparing(Version::name));
        Map<String, Alias> aliases = new TreeMap<>();
        catalogue.schedules().forEach((key, schedule) -> aliases.put(key.format(), alias(key, schedule)));
        return new ModelsDocument(
                catalogue.usual(),
                catalogue.bundled().map(ModelsDocument::bundled).orElse(null),
                List.copyOf(versions),
                List.copyOf(aliases.values()),
                catalogue.refused().entrySet().stream()
                        .map(each -> new Refusal(each.getKey(), each.getValue()))
                        .toList(),
                trials);
    }

    private static Bundled bundled(ModelSnapshot model) {
        return new Bundled(
                model.identity().name(),
                model.identity().version(),
                model.identity().sha256());
    }

    private static Version version(ModelManifest manifest) {
        return new Version(
                manifest.getName(),
                manifest.getVersion(),
                manifest.getSha256(),
                manifest.getParentSha256(),
                true,
                null,
                null,
                manifest.getSpec().getCell() + " " + manifest.getSpec().getLayers() + "x"
                        + manifest.getSpec().getHiddenSize(),
                List.copyOf(manifest.getSpec().getFeatures()),
                List.copyOf(manifest.getSpec().getCovariates()),
                manifest.getProvenance().getWho(),
                Optional.ofNullable(manifest.getProvenance().getWhen())
                        .map(Object::toString)
                        .orElse(null));
    }

    private static Version version(AssemblyOutcome.Incomplete incomplete) {
        return new Version(
                incomplete.name(),
                incomplete.version(),
                incomplete.sha256(),
                null,
                false,
                incomplete.chunks(),
                incomplete.chunkCount(),
                null,
                List.of(),
                List.of(),
                null,
                null);
    }

    private static Alias alias(ModelsTopicKey.Alias key, AliasSchedule schedule) {
        return new Alias(
                key.name(),
                key.alias().text(),
                AliasSchedules.resolve(schedule, Long.MAX_VALUE)
                        .map(AliasEntry::getSha256)
                        .orElse(null),
                schedule.getEntries().stream().map(ModelsDocument::entry).toList());
    }

    private static Entry entry(AliasEntry entry) {
        return new Entry(
                entry.getEpoch(),
                entry.getFromEventTime().toString(),
                entry.getVersion(),
                entry.getSha256(),
                entry.getCanaryPercent(),
                entry.getSince().toString(),
                entry.getBy(),
                entry.getWhy());
    }
}
