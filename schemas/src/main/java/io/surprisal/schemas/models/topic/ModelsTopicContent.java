package io.surprisal.schemas.models.topic;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.Maintenance;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.avro.RouteEntry;
import io.surprisal.avro.RouteSchedule;
import io.surprisal.model.ModelIdentity;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.schemas.maintenance.MaintenanceWindow;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.CanaryShare;
import io.surprisal.schemas.models.ModelAssembler;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.schemas.policy.PolicySchedules;
import io.surprisal.schemas.route.RouteSchedules;
import io.surprisal.schemas.rule.SeriesRule;
import io.surprisal.schemas.rule.SeriesRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Versions, aliases, policies and routes as the models topic has them. Not thread-safe. */
public final class ModelsTopicContent {

    private final Supplier<ModelAssembler> assemblers;
    private final ModelAssembler assembler;
    private final Map<String, ModelsRecord> latest = new LinkedHashMap<>(); // what can be read, by key
    private final Map<String, String> unreadable = new LinkedHashMap<>();

    /** An empty topic, whose versions need no signature. */
    public ModelsTopicContent() {
        this(ModelAssembler::new);
    }

    /**
     * An empty topic.
     *
     * @param assemblers makes those that decide which versions may be used
     */
    public ModelsTopicContent(Supplier<ModelAssembler> assemblers) {
        this.assemblers = assemblers;
        this.assembler = assemblers.get();
    }

    /**
     * Takes a record in, in the order of the topic.
     *
     * @param value {@code null} is a tombstone
     */
    public void accept(String key, @Nullable ModelsRecord value) {
        unreadable.remove(key);
        latest.remove(key);
        if (value != null) {
            latest.put(key, value);
        }
        assembler.accept(key, value);
    }

    /** Takes note of a record whose value makes no sense; what was under its key before stays, as for detectors. */
    void acceptUnreadable(String key, String reason) {
        unreadable.put(key, reason);
    }

    /** The keys under which there is a value that can be read, in the order in which these were written. */
    public List<String> keys() {
        return List.copyOf(latest.keySet());
    }

    /** All values that can be read by their keys, in the order in which these were written. */
    public Map<String, ModelsRecord> records() {
        return Collections.unmodifiableMap(latest);
    }

    /** Why values under keys cannot be read, where that is so of the last one. */
    public Map<String, String> unreadable() {
        return Collections.unmodifiableMap(unreadable);
    }

    /** What is said of a version, whole or not; empty if there is none of this name. */
    public Optional<ModelManifest> manifest(String name, String version) {
        return record(new ModelsTopicKey.Manifest(name, version)).map(ModelsRecord::getManifest);
    }

    /** What is said of all versions, whole or not. */
    public List<ModelManifest> manifests() {
        return latest.values().stream()
                .map(ModelsRecord::getManifest)
                .flatMap(manifest -> Optional.ofNullable(manifest).stream())
                .toList();
    }

    /** The schedule of an alias; the empty one if it was never set. */
    public AliasSchedule schedule(ModelsTopicKey.Alias alias) {
        return record(alias).map(ModelsRecord::getAlias).orElse(AliasSchedules.empty());
    }

    /** All aliases with their schedules. */
    public Map<ModelsTopicKey.Alias, AliasSchedule> schedules() {
        Map<ModelsTopicKey.Alias, AliasSchedule> schedules = new LinkedHashMap<>();
        latest.forEach((key, value) -> {
            if (value.getAlias() != null
                    && ModelsTopicKey.parsed(key).orElse(null) instanceof ModelsTopicKey.Alias alias) {
                schedules.put(alias, value.getAlias());
            }
        });
        return schedules;
    }

    /** All schedules of policies by their patterns, those that detectors refuse among them. */
    public Map<String, PolicySchedule> policies() {
        Map<String, PolicySchedule> policies = new TreeMap<>();
        latest.forEach((key, value) -> {
            if (value.getPolicy() != null
                    && ModelsTopicKey.parsed(key).orElse(null) instanceof ModelsTopicKey.Policy policy) {
                policies.put(policy.pattern(), value.getPolicy());
            }
        });
        return Collections.unmodifiableMap(policies);
    }

    /** What may be applied of the policies. */
    public SeriesRules<PolicyEntry, AlertPolicy> appliedPolicies() {
        return applied(policies(), PolicySchedules::rule);
    }

    /** Why detectors refuse the policy of a pattern; empty where they do not, or where there is none. */
    public Optional<String> policyFault(String pattern) {
        return fault(pattern, policies().get(pattern), PolicySchedules::rule);
    }

    /** All schedules of routes by their patterns, those that detectors refuse among them. */
    public Map<String, RouteSchedule> routes() {
        Map<String, RouteSchedule> routes = new TreeMap<>();
        latest.forEach((key, value) -> {
            if (value.getRoute() != null
                    && ModelsTopicKey.parsed(key).orElse(null) instanceof ModelsTopicKey.Route route) {
                routes.put(route.pattern(), value.getRoute());
            }
        });
        return Collections.unmodifiableMap(routes);
    }

    /** What may be applied of the routes: names of models. */
    public SeriesRules<RouteEntry, String> appliedRoutes() {
        return applied(routes(), RouteSchedules::rule);
    }

    /** Why detectors refuse the route of a pattern; empty where they do not, or where there is none. */
    public Optional<String> routeFault(String pattern) {
        return fault(pattern, routes().get(pattern), RouteSchedules::rule);
    }

    /** All announced windows by their names, those that detectors refuse among them. */
    public Map<String, Maintenance> maintenance() {
        Map<String, Maintenance> windows = new TreeMap<>();
        latest.forEach((key, value) -> {
            if (value.getMaintenance() != null
                    && ModelsTopicKey.parsed(key).orElse(null) instanceof ModelsTopicKey.Maintenance named) {
                windows.put(named.id(), value.getMaintenance());
            }
        });
        return Collections.unmodifiableMap(windows);
    }

    /** Why detectors refuse a window; empty where they do not, or where there is none. */
    public Optional<String> maintenanceFault(String id) {
        Maintenance entry = maintenance().get(id);
        if (entry == null) {
            return Optional.empty();
        }
        try {
            Objects.requireNonNull(MaintenanceWindow.of(id, entry));
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    private static <S, E, V> SeriesRules<E, V> applied(
            Map<String, S> schedules, BiFunction<String, S, SeriesRule<E, V>> reader) {
        List<SeriesRule<E, V>> rules = new ArrayList<>();
        schedules.forEach((pattern, schedule) -> {
            if (fault(pattern, schedule, reader).isEmpty()) {
                rules.add(reader.apply(pattern, schedule));
            }
        });
        return SeriesRules.of(rules);
    }

    private static <S, E, V> Optional<String> fault(
            String pattern, @Nullable S schedule, BiFunction<String, S, SeriesRule<E, V>> reader) {
        if (schedule == null) {
            return Optional.empty();
        }
        try {
            Objects.requireNonNull(reader.apply(pattern, schedule));
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

    /** Whether a version is there with all its weights, checked. */
    public boolean isComplete(ModelIdentity identity) {
        return complete().stream()
                .map(AssemblyOutcome.Complete::model)
                .anyMatch(model -> model.identity().equals(identity));
    }

    /** Why a detector that starts now refuses records, by their keys. */
    public Map<String, String> refused() {
        Map<String, String> all = new TreeMap<>();
        ModelAssembler fresh = assemblers.get();
        latest.forEach((key, value) -> fresh.accept(key, value).forEach(outcome -> {
            if (outcome instanceof AssemblyOutcome.Refused refusal) {
                all.put(refusal.key(), refusal.reason());
            } else if (outcome instanceof AssemblyOutcome.Complete complete) {
                all.remove(key(complete.manifest()));
            }
        }));
        policies()
                .forEach((pattern, schedule) -> fault(pattern, schedule, PolicySchedules::rule)
                        .ifPresent(fault -> all.put(new ModelsTopicKey.Policy(pattern).format(), fault)));
        routes().forEach((pattern, schedule) -> fault(pattern, schedule, RouteSchedules::rule)
                .ifPresent(fault -> all.put(new ModelsTopicKey.Route(pattern).format(), fault)));
        maintenance()
                .keySet()
                .forEach(id -> maintenanceFault(id)
                        .ifPresent(fault -> all.put(new ModelsTopicKey.Maintenance(id).format(), fault)));
        all.putAll(unreadable);
        return all;
    }

    /** All entries that make a version champion or challenger, oldest first. */
    public List<Appointment> appointments(ModelManifest manifest) {
        List<Appointment> found = new ArrayList<>();
        schedules().forEach((key, schedule) -> {
            if (key.name().equals(manifest.getName())) {
                schedule.getEntries().stream()
                        .filter(entry -> entry.getSha256().equals(manifest.getSha256()))
                        .forEach(entry -> found.add(new Appointment(key.alias(), entry)));
            }
        });
        return found;
    }

    /**
     * The aliases under which a version is the one appended last, or, where that is a canary, the one that the other
     * series have.
     */
    public List<Appointment> current(ModelManifest manifest) {
        List<Appointment> found = new ArrayList<>();
        schedules().forEach((key, schedule) -> {
            List<AliasEntry> entries = schedule.getEntries();
            if (!key.name().equals(manifest.getName()) || entries.isEmpty()) {
                return;
            }
            AliasEntry last = entries.get(entries.size() - 1);
            Set<AliasEntry> now = new LinkedHashSet<>(List.of(last));
            if (last.getCanaryPercent() < CanaryShare.ALL) {
                AliasSchedules.resolve(schedule, Long.MAX_VALUE).ifPresent(now::add);
            }
            now.stream()
                    .filter(entry -> entry.getSha256().equals(manifest.getSha256()))
                    .forEach(entry -> found.add(new Appointment(key.alias(), entry)));
        });
        return found;
    }

    /** The same with some records more. */
    public ModelsTopicContent with(List<ModelsTopicRecord> more) {
        ModelsTopicContent after = new ModelsTopicContent(assemblers);
        latest.forEach(after::accept);
        more.forEach(record -> after.accept(record.key().format(), record.value()));
        return after;
    }

    private Optional<ModelsRecord> record(ModelsTopicKey key) {
        return Optional.ofNullable(latest.get(key.format()));
    }

    private static String key(ModelManifest manifest) {
        return new ModelsTopicKey.Manifest(manifest.getName(), manifest.getVersion()).format();
    }
}
