package io.surprisal.topology.weights;

import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.model.ModelIdentity;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.RegistryTrouble;
import io.surprisal.schemas.models.AliasName;
import io.surprisal.schemas.models.AliasSchedules;
import io.surprisal.schemas.models.AssemblyOutcome;
import io.surprisal.schemas.models.ModelAssembler;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.ModelsTopicRecord;
import io.surprisal.schemas.models.signature.SignatureRule;
import io.surprisal.topology.policies.PolicyDirectory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private static final String POLICIES = "policy/";

    /** A record whose schema could not be asked for yet. */
    private static final class Waiting {
        private final String key;
        private final byte @Nullable [] value;

        Waiting(String key, byte @Nullable [] value) {
            this.key = key;
            this.value = value;
        }
    }

    private final ModelsTopicKey.Alias alias;
    private final ModelFit fit;
    private final @Nullable ModelSnapshot bundled;
    private final Deserializer<ModelsRecord> deserializer;
    private final ModelListener listener;

    // All below by synchronized methods only, but for the versions, which are written there and read anywhere.
    private final ModelAssembler assembler;
    private final PolicyDirectory policies = new PolicyDirectory();
    private final Deque<Waiting> backlog = new ArrayDeque<>();
    private final Set<String> misfits = new HashSet<>();
    private AliasSchedule schedule = AliasSchedules.empty();
    private volatile ModelVersions versions;
    private volatile boolean settled = true;

    /**
     * An empty directory.
     *
     * @param name of the model whose champion scores
     * @param fit what models must be able to score
     * @param bundled scores while the alias names no version; empty for none
     * @param deserializer of the topic's values; used by one thread at a time
     * @param listener hears of changes, within the call that made them
     * @throws IllegalArgumentException if the bundled model does not fit
     */
    public ModelDirectory(
            String name,
            ModelFit fit,
            Optional<ModelSnapshot> bundled,
            Deserializer<ModelsRecord> deserializer,
            ModelListener listener) {
        this(name, fit, bundled, deserializer, listener, SignatureRule.NONE);
    }

    /**
     * An empty directory of signed versions.
     *
     * @param name of the model whose champion scores
     * @param fit what models must be able to score
     * @param bundled scores while the alias names no version, and needs no signature; empty for none
     * @param deserializer of the topic's values; used by one thread at a time
     * @param listener hears of changes, within the call that made them
     * @param signatures whose signature versions need
     * @throws IllegalArgumentException if the bundled model does not fit
     */
    public ModelDirectory(
            String name,
            ModelFit fit,
            Optional<ModelSnapshot> bundled,
            Deserializer<ModelsRecord> deserializer,
            ModelListener listener,
            SignatureRule signatures) {
        this.assembler = new ModelAssembler(signatures::require);
        this.alias = new ModelsTopicKey.Alias(name, AliasName.CHAMPION);
        this.fit = fit;
        this.bundled = bundled.orElse(null);
        this.deserializer = deserializer;
        this.listener = listener;
        bundled.map(model -> fit.objection(model.spec()))
                .filter(objection -> !objection.isEmpty())
                .ifPresent(objection -> {
                    throw new IllegalArgumentException("the bundled model is " + objection);
                });
        this.versions = new ModelVersions(schedule, List.of(), this.bundled);
    }

    /** The versions of this moment. */
    public ModelVersions versions() {
        return versions;
    }

    /** The policies of the same topic. */
    public PolicyDirectory policies() {
        return policies;
    }

    /** Whether all records that have come are decoded, so that the versions are those of the topic. */
    public boolean isSettled() {
        return settled;
    }

    /** Whether there is a version that scores present events, by all that the topic says. */
    public boolean isReady() {
        return settled && versions.newest().isPresent();
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
        boolean changed = key.equals(alias.format()) && isNewSchedule(value);
        for (AssemblyOutcome outcome : assembler.accept(key, value)) {
            changed |= isChange(outcome);
        }
        takePolicy(key, value);
        if (changed) {
            List<ModelSnapshot> fitting = assembler.complete().stream()
                    .map(AssemblyOutcome.Complete::model)
                    .filter(model -> fit.objection(model.spec()).isEmpty())
                    .toList();
            versions = new ModelVersions(schedule, fitting, bundled);
            listener.changed(versions);
        }
    }

    private void takePolicy(String key, @Nullable ModelsRecord value) {
        if (!key.startsWith(POLICIES)) {
            return;
        }
        ModelsTopicKey.Policy parsed;
        try {
            parsed = new ModelsTopicKey.Policy(key.substring(POLICIES.length()));
            if (value != null) {
                ModelsTopicRecord.requireField(parsed, value);
            }
        } catch (IllegalArgumentException wrong) {
            // The assembler refuses it, with this reason.
            return;
        }
        policies.accept(parsed, value == null ? null : value.getPolicy()).ifPresent(reason -> refuse(key, reason));
        listener.policies(policies.current());
    }

    private boolean isNewSchedule(@Nullable ModelsRecord value) {
        AliasSchedule now = AliasSchedules.empty();
        if (value != null) {
            try {
                ModelsTopicRecord.requireField(alias, value);
            } catch (IllegalArgumentException wrong) {
                // The assembler refuses it, with this reason.
                return false;
            }
            now = value.getAlias() == null ? now : value.getAlias();
        }
        if (now.equals(schedule)) {
            return false;
        }
        schedule = now;
        LOG.info(
                "{} has {} entries, the last one of epoch {}",
                alias.format(),
                schedule.getEntries().size(),
                AliasSchedules.epoch(schedule));
        return true;
    }

    private boolean isChange(AssemblyOutcome outcome) {
        return switch (outcome.kind()) {
            case COMPLETE -> isUsable(((AssemblyOutcome.Complete) outcome).model());
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

    private boolean isUsable(ModelSnapshot model) {
        ModelIdentity identity = model.identity();
        String objection = fit.objection(model.spec());
        if (objection.isEmpty()) {
            LOG.info("Model {} version {} is complete: {}", identity.name(), identity.version(), identity.sha256());
            return true;
        }
        // A model of another name may well be for others.
        if (identity.name().equals(alias.name()) && misfits.add(identity.sha256())) {
            refuse(new ModelsTopicKey.Manifest(identity.name(), identity.version()).format(), objection);
        }
        return false;
    }

    private void refuse(String key, String reason) {
        LOG.warn("Refused {} of the models topic, what was there before stays: {}", key, reason);
        listener.refused();
    }
}
