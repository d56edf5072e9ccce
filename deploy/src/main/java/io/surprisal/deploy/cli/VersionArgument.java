package io.surprisal.deploy.cli;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A version as people name it: by what it is to a model, by its name, by its hash, or as a file. */
final class VersionArgument {

    /** The forms of a version on the topic, for help. */
    static final String ON_TOPIC = "champion or challenger (of model.name, or NAME@champion), NAME/VERSION, or the"
            + " beginning of a SHA-256";

    /** All forms, for help. */
    static final String ANY = ON_TOPIC + "; or a model file, or 'bundled' for the one that ships";

    static final String BUNDLED = "bundled";

    private static final int SHORTEST_HASH = 4;

    private final DetectorSettings settings;
    private final Supplier<ModelsTopicContent> topic;

    /** Versions on this topic, which is read only if need be. */
    VersionArgument(DetectorSettings settings, Supplier<ModelsTopicContent> topic) {
        this.settings = settings;
        this.topic = topic;
    }

    /** A version on the topic, a file, or the bundled model. */
    ModelFile load(String text) throws IOException {
        if (text.equals(BUNDLED)) {
            return BundledModel.load();
        }
        if (Files.isRegularFile(Path.of(text)) || text.endsWith(".avro")) {
            return ModelFiles.read(Path.of(text));
        }
        return file(find(text));
    }

    /**
     * A complete version on the topic.
     *
     * @throws CommandFailedException if there is none, or several
     */
    AssemblyOutcome.Complete find(String text) {
        ModelsTopicContent content = topic.get();
        Optional<ModelsTopicKey.Alias> alias = alias(text);
        if (alias.isPresent()) {
            return meant(content, alias.get());
        }
        List<AssemblyOutcome.Complete> found = content.complete().stream()
                .filter(version -> isNamed(version.manifest(), text))
                .toList();
        if (found.isEmpty()) {
            throw new CommandFailedException("the topic has no complete version '" + text
                    + "'; 'surprisal models list' shows what it has. A version is " + ON_TOPIC);
        }
        long different = found.stream()
                .map(version -> version.manifest().getSha256())
                .distinct()
                .count();
        if (different > 1) {
            throw new CommandFailedException("'" + text + "' names several versions: "
                    + found.stream().map(version -> name(version.manifest())).toList());
        }
        return found.get(0);
    }

    /** The version that an alias' last entry names, if it is on the topic, whole. */
    static Optional<AssemblyOutcome.Complete> current(ModelsTopicContent content, ModelsTopicKey.Alias alias) {
        List<AliasEntry> entries = content.schedule(alias).getEntries();
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        AliasEntry last = entries.get(entries.size() - 1);
        Stream<AssemblyOutcome.Complete> found = content.complete().stream()
                .filter(version -> version.manifest().getSha256().equals(last.getSha256()));
        // Of versions that share weights, the one that was named.
        return found.reduce((one, other) -> other.manifest().getVersion().equals(last.getVersion()) ? other : one);
    }

    /** A version of the topic as a model file has it. */
    static ModelFile file(AssemblyOutcome.Complete version) {
        return ModelFile.newBuilder()
                .setManifest(ModelManifest.newBuilder(version.manifest())
                        .setChunkSize(0)
                        .setChunkCount(0)
                        .build())
                .setWeights(ByteBuffer.wrap(version.model().weights()))
                .build();
    }

    static String name(ModelManifest manifest) {
        return manifest.getName() + "/" + manifest.getVersion();
    }

    private Optional<ModelsTopicKey.Alias> alias(String text) {
        for (AliasName alias : AliasName.values()) {
            if (text.equals(alias.text())) {
                return Optional.of(new ModelsTopicKey.Alias(settings.model().name(), alias));
            }
            if (text.endsWith("@" + alias.text())) {
                String model = text.substring(0, text.length() - alias.text().length() - 1);
                return Optional.of(new ModelsTopicKey.Alias(model, alias));
            }
        }
        return Optional.empty();
    }

    private static AssemblyOutcome.Complete meant(ModelsTopicContent content, ModelsTopicKey.Alias alias) {
        if (content.schedule(alias).getEntries().isEmpty()) {
            throw new CommandFailedException("the model " + alias.name() + " has no "
                    + alias.alias().text() + " on the topic; 'surprisal models list' shows what it has");
        }
        return current(content, alias)
                .orElseThrow(
                        () -> new CommandFailedException("the " + alias.alias().text() + " of " + alias.name()
                                + " is not on the topic, whole; 'surprisal models verify' says what is missing"));
    }

    private static boolean isNamed(ModelManifest manifest, String text) {
        return name(manifest).equals(text)
                || (text.length() >= SHORTEST_HASH && manifest.getSha256().startsWith(text));
    }
}
