package io.surprisal.deploy.models;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.ModelAssembler;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.policy.PolicyRule;
import io.surprisal.schemas.policy.SeriesPolicies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Versions, aliases and policies as the models topic has them. Not thread-safe. */
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
    private final Map<String, PolicySchedule> policies = new TreeMap<>(); // by pattern

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
            ModelsTopicKey parsed = ModelsTopicKey.parse(key);
            if (parsed instanceof ModelsTopicKey.Alias alias) {
                putOrRemove(aliases, alias, value == null ? null : value.getAlias());
            } else if (parsed instanceof ModelsTopicKey.Policy policy) {
                putOrRemove(policies, policy.pattern(), value == null ? null : value.getPolicy());
            }
        } catch (IllegalArgumentException unknownKey) {
            // The assembler has refused it already.
        }
    }

    private static <K, V> void putOrRemove(Map<K, V> map, K key, @Nullable V value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    /** All schedules of policies by their patterns, those that detectors refuse among them. */
    public Map<String, PolicySchedule> policies() {
        return Collections.unmodifiableMap(policies);
    }

    /** What may be applied of them. */
    public SeriesPolicies appliedPolicies() {
        List<PolicyRule> rules = new ArrayList<>();
        policies.forEach((pattern, schedule) -> {
            if (policyFault(pattern, schedule).isEmpty()) {
                rules.add(PolicyRule.of(pattern, schedule));
            }
        });
        return SeriesPolicies.of(rules);
    }

    /** Why detectors refuse the policy of a pattern; empty where they do not, or where there is none. */
    public Optional<String> policyFault(String pattern) {
        PolicySchedule schedule = policies.get(pattern);
        return schedule == null ? Optional.empty() : policyFault(pattern, schedule);
    }

    private static Optional<String> policyFault(String pattern, PolicySchedule schedule) {
        try {
            PolicyRule.of(pattern, schedule);
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
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
        Map<String, String> all = new TreeMap<>(refused);
        policies.forEach((pattern, schedule) -> policyFault(pattern, schedule)
                .ifPresent(fault -> all.put(new ModelsTopicKey.Policy(pattern).format(), fault)));
        return all;
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
