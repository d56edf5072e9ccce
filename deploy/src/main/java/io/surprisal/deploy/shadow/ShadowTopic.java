package io.surprisal.deploy.shadow;

import io.surprisal.avro.Score;
import io.surprisal.avro.ShadowScore;
import io.surprisal.deploy.history.TopicRange;
import io.surprisal.schemas.Topic;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what champions and challengers said. */
public final class ShadowTopic {

    private ShadowTopic() {}

    /**
     * Compares all pairs of versions that judged the same rows, those last that were met last.
     *
     * @param clients properties of Kafka clients, brokers and credentials among them
     * @param topic scores of champion and challenger
     * @param since first event time
     * @param until first event time after
     */
    public static Map<Pairing, Comparison> compare(
            Map<String, Object> clients, Topic<String, ShadowScore> topic, Instant since, Instant until) {
        Map<Pairing, Comparison> comparisons = new LinkedHashMap<>();
        new TopicRange(clients, topic.name(), Instant.EPOCH)
                .read(topic.keySerde().deserializer(), topic.valueSerde().deserializer(), record -> {
                    ShadowScore both = record.value();
                    Instant time = both.getChampion().getEventTime();
                    if (!time.isBefore(since) && time.isBefore(until)) {
                        comparisons
                                .computeIfAbsent(pairing(both), pair -> new Comparison())
                                .add(both);
                    }
                });
        return comparisons;
    }

    private static Pairing pairing(ShadowScore both) {
        Score champion = both.getChampion();
        Score challenger = both.getChallenger();
        return new Pairing(
                challenger.getModelName(),
                champion.getModelVersion(),
                champion.getModelSha256(),
                challenger.getModelVersion(),
                challenger.getModelSha256());
    }
}
