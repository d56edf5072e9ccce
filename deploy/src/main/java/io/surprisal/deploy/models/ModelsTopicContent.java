package io.surprisal.deploy.models;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.ModelAssembler;
import io.surprisal.schemas.models.ModelsTopicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Versions and aliases as the models topic has them. Not thread-safe. */
public final class ModelsTopicContent {

    /**
     * A version under an alias.
     *
     * @param alias which alias
     * @param entry from when on, and why
     */
    public record Appointment(AliasName alias, AliasEntry entry) {}

    private final ModelAssembler assembler = new ModelAssembler();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final Map<ModelsTopicKey.Alias, AliasSchedule> aliases = new LinkedHashMap<>();

    ModelsTopicContent() {}

    void accept(String key, @Nullable ModelsRecord value) {
        for (AssemblyOutcome outcome : assembler.accept(key, value)) {
            if (outcome instanceof AssemblyOutcome.Refused refusal) {
                refused.put(refusal.key(), refusal.reason());
            } else if (outcome instanceof AssemblyOutcome.Complete complete) {
                ModelManifest manifest = complete.manifest();
                refused.remove(new ModelsTopicKey.Manifest(manifest.getName(), manifest.getVersion()).format());
            }
        }
        try {
            if (ModelsTopicKey.parse(key) instanceof ModelsTopicKey.Alias alias) {
                if (value == null || value.getAlias() == null) {
                    aliases.remove(alias);
                } else {
                    aliases.put(alias, value.getAlias());
                }
            }
        } catch (IllegalArgumentException unknownKey) {
            // The assembler has refused it already.
        }
    }

    /** Versions that can be used, in the order in which they became complete. */
    public List<AssemblyOutcome.Complete> complete() {
        return assembler.complete();
    }

    /** Versions that wait for chunks. */
    public List<AssemblyOutcome.Incomplete> incomplete() {
        return assembler.incomplete();
    }

    /** Why records are refused, by their keys. */
    public Map<String, String> refused() {
        return new TreeMap<>(refused);
    }

    /** All entries that make a version champion or challenger, oldest first. */
    public List<Appointment> appointments(ModelManifest manifest) {
        List<Appointment> found = new ArrayList<>();
        aliases.forEach((key, schedule) -> {
            if (key.name().equals(manifest.getName())) {
                schedule.getEntries().stream()
                        .filter(entry -> entry.getSha256().equals(manifest.getSha256()))
                        .forEach(entry -> found.add(new Appointment(key.alias(), entry)));
            }
        });
        return found;
    }

    /** The aliases under which a version is the one appended last. */
    public List<Appointment> current(ModelManifest manifest) {
        List<Appointment> found = new ArrayList<>();
        aliases.forEach((key, schedule) -> {
            List<AliasEntry> entries = schedule.getEntries();
            if (key.name().equals(manifest.getName()) && !entries.isEmpty()) {
                AliasEntry last = entries.get(entries.size() - 1);
                if (last.getSha256().equals(manifest.getSha256())) {
                    found.add(new Appointment(key.alias(), last));
                }
            }
        });
        return found;
    }
}
