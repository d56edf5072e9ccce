package io.surprisal.deploy.rules;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.schemas.models.topic.ModelsTopicReader;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Changes rules of one kind: reads the schedule of a pattern, appends to it and writes it back, under one transactional id
 * for all rules of the kind, so that of two changes at the same time the one that began first fails and has written
 * nothing. A change is done when it can be read back as detectors read it. Not thread-safe.
 *
 * @param <S> the schedule of a pattern
 * @param <V> what an entry says
 */
public final class RulePublisher<S, V> {

    private static final String TRANSACTIONAL_ID = "surprisal-";
    private static final int BLOCK_MS = 20_000;
    private static final int DELIVERY_MS = 30_000;
    private static final Duration READ_BACK_LIMIT = Duration.ofSeconds(30);

    private final RuleKind<S, V> kind;
    private final Map<String, Object> clients;
    private final Topic<String, ModelsRecord> topic;
    private final Clock clock;

    /**
     * A publisher to one topic.
     *
     * @param kind what is changed
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic the models topic with its serdes
     * @param clock wall-clock time, for the entries
     */
    public RulePublisher(
            RuleKind<S, V> kind, Map<String, Object> clients, Topic<String, ModelsRecord> topic, Clock clock) {
        this.kind = kind;
        this.clients = Map.copyOf(clients);
        this.topic = topic;
        this.clock = clock;
    }

    /**
     * Appends an entry to a pattern's schedule.
     *
     * @return false if the schedule says so already, so that nothing was written
     * @throws RuleException if what stands on the topic is refused by detectors, or another change took over
     * @throws KafkaException if brokers or registry do not do their part
     */
    public boolean apply(RuleChange<V> change) {
        ModelsTopicKey key = kind.key(change.pattern());
        try (Producer<String, ModelsRecord> producer = producer()) {
            ModelsTopicContent content = takeOver(producer);
            S schedule = kind.schedules(content).getOrDefault(change.pattern(), kind.empty());
            kind.fault(content, change.pattern()).ifPresent(fault -> {
                throw new RuleException("nothing was changed: detectors refuse what the topic has for '"
                        + change.pattern() + "' (" + fault + "); 'surprisal " + kind.command()
                        + " remove --forget' takes it away");
            });
            if (kind.isMade(change, schedule)) {
                return false;
            }
            S longer = kind.append(schedule, change, clock.instant());
            write(producer, key, kind.record(longer));
            long epoch = kind.epoch(longer);
            awaitReadBack(after -> {
                S found = kind.schedules(after).get(change.pattern());
                return found != null && kind.epoch(found) >= epoch;
            });
            return true;
        }
    }

    /**
     * Deletes a pattern's schedule with all its past.
     *
     * @return false if there is none
     * @throws RuleException if another change took over
     * @throws KafkaException if brokers or registry do not do their part
     */
    public boolean forget(String pattern) {
        try (Producer<String, ModelsRecord> producer = producer()) {
            if (!kind.schedules(takeOver(producer)).containsKey(pattern)) {
                return false;
            }
            write(producer, kind.key(pattern), null);
            awaitReadBack(after -> !kind.schedules(after).containsKey(pattern));
            return true;
        }
    }

    /** Ends all changes that others are about to make, and reads what they have made. */
    private ModelsTopicContent takeOver(Producer<String, ModelsRecord> producer) {
        // First, because it fails in plain words where there is no such topic.
        new ModelsTopicReader(clients, topic).read();
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            throw isFenced(e) ? fenced(e) : e;
        }
        return new ModelsTopicReader(clients, topic).read();
    }

    private void write(Producer<String, ModelsRecord> producer, ModelsTopicKey key, @Nullable ModelsRecord value) {
        try {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic.name(), 0, key.format(), value))
                    .get();
            producer.commitTransaction();
        } catch (ExecutionException e) {
            throw failed(producer, e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e));
        } catch (InterruptedException e) {
            throw failed(producer, new InterruptException(e)); // sets the thread's flag again
        } catch (KafkaException e) {
            throw failed(producer, e);
        }
    }

    private RuntimeException failed(Producer<String, ModelsRecord> producer, KafkaException failure) {
        if (isFenced(failure)) {
            return fenced(failure);
        }
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** By itself, or as the cause of what the producer says afterwards. */
    private static boolean isFenced(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    private RuleException fenced(KafkaException failure) {
        return new RuleException(
                "nothing was changed: another change of " + kind.plural() + " has taken over; look with 'surprisal "
                        + kind.command() + " list', then try again",
                failure);
    }

    /** A transaction of somebody else that is open holds back what was committed after its begin. */
    private void awaitReadBack(Predicate<ModelsTopicContent> wished) {
        long deadline = System.nanoTime() + READ_BACK_LIMIT.toNanos();
        while (!wished.test(new ModelsTopicReader(clients, topic).read())) {
            if (System.nanoTime() > deadline) {
                throw new RuleException("the change was written to topic " + topic.name()
                        + " but could not be read back within " + READ_BACK_LIMIT.toSeconds()
                        + " s; look with 'surprisal " + kind.command() + " list'");
            }
        }
    }

    private Producer<String, ModelsRecord> producer() {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID + kind.plural());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        return new KafkaProducer<>(
                properties, topic.keySerde().serializer(), topic.valueSerde().serializer());
    }
}
