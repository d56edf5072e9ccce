package io.surprisal.deploy.rules;

import io.surprisal.avro.ModelsRecord;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.models.ModelsTopicKey;
import io.surprisal.schemas.models.topic.ModelsTopicContent;
import io.surprisal.trainer.publish.ModelsTopicEditor;
import io.surprisal.trainer.publish.PublishException;
import io.surprisal.trainer.publish.TopicChange;
import io.surprisal.trainer.publish.TopicWrite;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

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
    private static final int SMALL = 0; // bytes of the largest value: far below what any broker takes

    private final RuleKind<S, V> kind;
    private final ModelsTopicEditor editor;
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
        this.editor = new ModelsTopicEditor(clients, topic);
        this.clock = clock;
    }

    /**
     * What is written, and how it is known to be there.
     *
     * @param writes one record, or none where nothing has to change
     */
    private record Edit(List<TopicWrite> writes, Predicate<ModelsTopicContent> wished) implements TopicChange {

        private static Edit nothing() {
            return new Edit(List.of(), content -> true);
        }

        @Override
        public boolean isMade(ModelsTopicContent content) {
            return wished.test(content);
        }
    }

    /**
     * Appends an entry to a pattern's schedule.
     *
     * @return false if the schedule says so already, so that nothing was written
     * @throws RuleException if what stands on the topic is refused by detectors, or another change took over
     * @throws PublishException if brokers or registry do not do their part
     */
    public boolean apply(RuleChange<V> change) {
        return edit(content -> {
            kind.fault(content, change.pattern()).ifPresent(fault -> {
                throw new RuleException("nothing was changed: detectors refuse what the topic has for '"
                        + change.pattern() + "' (" + fault + "); 'surprisal " + kind.command()
                        + " remove --forget' takes it away");
            });
            S schedule = kind.schedules(content).getOrDefault(change.pattern(), kind.empty());
            return kind.isMade(change, schedule)
                    ? Edit.nothing()
                    : written(change.pattern(), kind.append(schedule, change, clock.instant()));
        });
    }

    private Edit written(String pattern, S longer) {
        long epoch = kind.epoch(longer);
        return new Edit(List.of(new TopicWrite(kind.key(pattern).format(), kind.record(longer))), after -> {
            S found = kind.schedules(after).get(pattern);
            return found != null && kind.epoch(found) >= epoch;
        });
    }

    /**
     * Deletes a pattern's schedule with all its past.
     *
     * @return false if there is none
     * @throws RuleException if another change took over
     * @throws PublishException if brokers or registry do not do their part
     */
    public boolean forget(String pattern) {
        ModelsTopicKey key = kind.key(pattern);
        return edit(content -> kind.schedules(content).containsKey(pattern)
                ? new Edit(
                        List.of(TopicWrite.tombstone(key)),
                        after -> !kind.schedules(after).containsKey(pattern))
                : Edit.nothing());
    }

    /** Whether anything was written. */
    private boolean edit(Function<ModelsTopicContent, Edit> decide) {
        try {
            return !editor.apply(TRANSACTIONAL_ID + kind.plural(), SMALL, decide)
                    .writes()
                    .isEmpty();
        } catch (PublishException failure) {
            if (failure.isTakenOver()) {
                throw new RuleException(
                        "nothing was changed: another change of " + kind.plural()
                                + " has taken over; look with 'surprisal " + kind.command() + " list', then try again",
                        failure);
            }
            throw failure;
        }
    }
}
