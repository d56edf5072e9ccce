package io.surprisal.topology.weights;

import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.avro.RouteEntry;
import io.surprisal.avro.RouteSchedule;
import io.surprisal.model.ModelIdentity;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.schemas.RegistryTrouble;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.ModelAssembler;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.schemas.models.signature.SignatureRule;
import io.surprisal.topology.rules.MaintenanceDirectory;
import io.surprisal.topology.rules.RuleDirectory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the models topic says, made ready for the event path, which reads one volatile reference. Shared by all
 * processors of the application, of the running topology and of restores; taking a record twice changes nothing.
 *
 * <p>Records are decoded when they come. While the registry cannot be reached they wait in order, and {@link
 * #retry} takes them up; until then the versions known before score. Thread-safe.
 */
public final class ModelDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(ModelDirectory.class);
    private static final String TOPIC = "models";

    /** Anybody may write anything to the topic; enough to see what is going on. */
    private static final int MOST_REFUSALS = 1_000;

    /** A record whose schema could not be asked for yet. */
    private static final class Waiting {
        private final String key;
        private final byte @Nullable [] value;

        Waiting(String key, byte @Nullable [] value) {
            this.key = key;
            this.value = value;
        }
    }

    private final String usual;
    private final ModelFit fit;
    private final @Nullable ModelSnapshot bundled;
    private final Deserializer<ModelsRecord> deserializer;
    private final ModelListener listener;

    // All below by synchronized methods only, but for what is volatile: written there and read anywhere.
    private final ModelAssembler assembler;
    private final RuleDirectory<PolicySchedule, PolicyEntry, AlertPolicy> policies = RuleDirectory.ofPolicies();
    private final RuleDirectory<RouteSchedule, RouteEntry, String> routes = RuleDirectory.ofRoutes();
    private final MaintenanceDirectory maintenance = new MaintenanceDirectory();
    private final Deque<Waiting> backlog = new ArrayDeque<>();
    private final Map<String, String> misfits = new TreeMap<>(); // objection by manifest key
    private final Map<ModelsTopicKey.Alias, AliasSchedule> schedules = new HashMap<>();
    private final Map<String, String> refusals = new TreeMap<>(); // last reason by key
    private volatile ModelLines lines;
    private volatile boolean settled = true;

    /**
     * An empty directory.
     *
     * @param usual name of the model that scores what no route sends elsewhere
     * @param fit what models must be able to score
     * @param bundled scores while the alias names no version; empty for none
     * @param deserializer of the topic's values; used by one thread at a time
     * @param listener hears of changes, within the call that made them
     * @throws IllegalArgumentException if the bundled model does not fit
     */
    public ModelDirectory(
            String usual,
            ModelFit fit,
            Optional<ModelSnapshot> bundled,
            Deserializer<ModelsRecord> deserializer,
            ModelListener listener) {
        this(usual, fit, bundled, deserializer, listener, SignatureRule.NONE);
    }

    /**
     * An empty directory of signed versions.
     *
     * @param usual name of the model that scores what no route sends elsewhere
     * @param fit what models must be able to score
     * @param bundled scores while the alias names no version, and needs no signature; empty for none
     * @param deserializer of the topic's values; used by one thread at a time
     * @param listener hears of changes, within the call that made them
     * @param signatures whose signature versions need
     * @throws IllegalArgumentException if the bundled model does not fit
     */
    public ModelDirectory(
            String usual,
            ModelFit fit,
            Optional<ModelSnapshot> bundled,
            Deserializer<ModelsRecord> deserializer,
            ModelListener listener,
            SignatureRule signatures) {
        this.assembler = new ModelAssembler(signatures::require);
        this.usual = usual;
        this.fit = fit;
        this.bundled = bundled.orElse(null);
        this.deserializer = deserializer;
        this.listener = listener;
        bundled.map(model -> fit.objectionToBundled(model.spec()))
                .filter(objection -> !objection.isEmpty())
                .ifPresent(objection -> {
                    throw new IllegalArgumentException("the bundled model is " + objection);
                });
        this.lines = new ModelLines(usual, schedules, List.of(), this.bundled);
    }

    /** All models of this moment. */
    public ModelLines lines() {
        return lines;
    }

    /** The champions of the model that scores what no route sends elsewhere. */
    public ModelVersions versions() {
        return lines.usual().champion();
    }

    /** The policies of the same topic. */
    public RuleDirectory<PolicySchedule, PolicyEntry, AlertPolicy> policies() {
        return policies;
    }

    /** The routes of the same topic: the names of models. */
    public RuleDirectory<RouteSchedule, RouteEntry, String> routes() {
        return routes;
    }

    /** The announced windows of the same topic. */
    public MaintenanceDirectory maintenance() {
        return maintenance;
    }

    /** Why versions of models that score here cannot, by their keys on the topic. */
    public synchronized Map<String, String> misfits() {
        return new TreeMap<>(misfits);
    }

    /** All that the topic says of models at this moment. */
    public synchronized ModelCatalogue catalogue() {
        Map<String, String> refused = new TreeMap<>(refusals);
        refused.putAll(misfits);
        return new ModelCatalogue(
                usual,
                Optional.ofNullable(bundled),
                assembler.complete(),
                assembler.incomplete(),
                Map.copyOf(schedules),
                refused);
    }

    /** Whether all records that have come are decoded, so that the versions are those of the topic. */
    public boolean isSettled() {
        return settled;
    }

    /** Whether there is a version that scores present events, by all that the topic says. */
    public boolean isReady() {
        return settled && versions().newest().isPresent();
    }

    /** Takes a record of the models topic. Never throws for what is in it. */
    public synchronized void accept(String key, byte @Nullable [] value) {
        if (!backlog.isEmpty() || !taken(key, value)) {
            backlog.add(new Waiting(key, value));
            settled = false;
        }
    }

    /** Takes up the records that wait for the registry. */
    public synchronized void retry() {
        while (!backlog.isEmpty()) {
            Waiting waiting = backlog.getFirst();
            if (!taken(waiting.key, waiting.value)) {
                return;
            }
            backlog.removeFirst();
        }
        if (!settled) {
            settled = true;
            LOG.info("All records of the models topic are read");
        }
    }

    /** Whether the record is done with: used or refused. */
    private boolean taken(String key, byte @Nullable [] bytes) {
        ModelsRecord value;
        try {
            value = deserializer.deserialize(TOPIC, bytes);
        } catch (KafkaException failure) {
            if (RegistryTrouble.causes(failure)) {
                if (settled) {
                    LOG.warn(
                            "Records of the models topic wait until the schema registry answers: {}",
                            failure.toString());
                }
                return false;
            }
            refuse(key, String.valueOf(failure.getMessage()));
            return true;
        }
        take(key, value);
        return true;
    }

    private void take(String key, @Nullable ModelsRecord value) {
        if (value == null) {
            refusals.remove(key);
        }
        boolean changed = takeSetting(key, value);
        for (AssemblyOutcome outcome : assembler.accept(key, value)) {
            changed |= isChange(outcome);
        }
        if (changed) {
            List<ModelSnapshot> complete = assembler.complete().stream()
                    .map(AssemblyOutcome.Complete::model)
                    .toList();
            noteMisfits(complete);
            List<ModelSnapshot> fitting = complete.stream()
                    .filter(model -> fit.objection(model.spec()).isEmpty())
                    .toList();
            lines = new ModelLines(usual, schedules, fitting, bundled);
            listener.changed(versions());
        }
    }

    /** Takes what is no version; says whether other versions may score now. */
    private boolean takeSetting(String key, @Nullable ModelsRecord value) {
        ModelsTopicKey parsed;
        try {
            parsed = ModelsTopicKey.parse(key);
            if (value != null) {
                ModelsTopicRecord.requireField(parsed, value);
            }
        } catch (IllegalArgumentException wrong) {
            // The assembler refuses it, with this reason.
            return false;
        }
        if (parsed instanceof ModelsTopicKey.Alias alias) {
            return isNewSchedule(alias, value == null ? null : value.getAlias());
        }
        if (parsed instanceof ModelsTopicKey.Policy policy) {
            refusals.remove(key);
            policies.accept(policy.pattern(), value == null ? null : value.getPolicy())
                    .ifPresent(reason -> refuse(key, reason));
            tellRules();
        } else if (parsed instanceof ModelsTopicKey.Route route) {
            refusals.remove(key);
            routes.accept(route.pattern(), value == null ? null : value.getRoute())
                    .ifPresent(reason -> refuse(key, reason));
            tellRules();
            return true;
        } else if (parsed instanceof ModelsTopicKey.Maintenance window) {
            refusals.remove(key);
            maintenance
                    .accept(window.id(), value == null ? null : value.getMaintenance())
                    .ifPresent(reason -> refuse(key, reason));
        }
        return false;
    }

    private void tellRules() {
        listener.rules(
                policies.current().rules().size(), routes.current().rules().size());
    }

    private boolean isNewSchedule(ModelsTopicKey.Alias alias, @Nullable AliasSchedule now) {
        AliasSchedule before = now == null ? schedules.remove(alias) : schedules.put(alias, now);
        if (Objects.equals(now, before)) {
            return false;
        }
        LOG.info(
                "{} has {} entries, the last one of epoch {}",
                alias.format(),
                now == null ? 0 : now.getEntries().size(),
                now == null ? 0 : AliasSchedules.epoch(now));
        return true;
    }

    /** Refuses, once, what cannot score the input although it should: a model of another name may be for others. */
    private void noteMisfits(List<ModelSnapshot> complete) {
        Set<String> wanted = new HashSet<>(Set.of(usual));
        routes.current().rules().forEach(rule -> rule.steps().forEach(step -> wanted.add(step.value())));
        Map<String, String> before = new TreeMap<>(misfits);
        misfits.clear();
        for (ModelSnapshot model : complete) {
            ModelIdentity identity = model.identity();
            String objection = fit.objection(model.spec());
            if (objection.isEmpty() || !wanted.contains(identity.name())) {
                continue;
            }
            String key = new ModelsTopicKey.Manifest(identity.name(), identity.version()).format();
            misfits.put(key, objection);
            if (!objection.equals(before.get(key))) {
                refuse(key, objection);
            }
        }
    }

    private boolean isChange(AssemblyOutcome outcome) {
        return switch (outcome.kind()) {
            case COMPLETE -> {
                ModelIdentity come =
                        ((AssemblyOutcome.Complete) outcome).model().identity();
                LOG.info("Model {} version {} is complete: {}", come.name(), come.version(), come.sha256());
                refusals.remove(new ModelsTopicKey.Manifest(come.name(), come.version()).format());
                yield true;
            }
            case WITHDRAWN -> {
                ModelIdentity gone = ((AssemblyOutcome.Withdrawn) outcome).identity();
                LOG.info("Model {} version {} is gone from the topic", gone.name(), gone.version());
                yield true;
            }
            case REFUSED -> {
                AssemblyOutcome.Refused refused = (AssemblyOutcome.Refused) outcome;
                refuse(refused.key(), refused.reason());
                yield false;
            }
            case INCOMPLETE -> false;
        };
    }

    private void refuse(String key, String reason) {
        LOG.warn("Refused {} of the models topic, what was there before stays: {}", key, reason);
        if (refusals.size() < MOST_REFUSALS || refusals.containsKey(key)) {
            refusals.put(key, reason);
        }
        listener.refused();
    }
}
