package io.surprisal.deploy.history;

import io.surprisal.model.detect.Observation;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.train.history.HistorySource;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The observations of a topic, read as the detector would read them: by the same settings, with the same code. Records
 * that it would send to the dead letters are left out. It ends where the topic ends when reading begins.
 */
public final class TopicHistory implements HistorySource {

    private final DetectorSettings settings;
    private final Map<String, Object> clients;
    private final String topic;
    private final Instant since;

    /**
     * A topic, not read yet.
     *
     * @param settings how its records are read
     * @param clients properties of Kafka clients
     * @param topic where they are
     * @param since the record timestamp to begin with
     */
    public TopicHistory(DetectorSettings settings, Map<String, Object> clients, String topic, Instant since) {
        this.settings = settings;
        this.clients = Map.copyOf(clients);
        this.topic = topic;
        this.since = since;
    }

    @Override
    public String name() {
        return "topic " + topic;
    }

    @Override
    public List<SeriesHistory> read() {
        Map<String, List<Observation>> rows = new TreeMap<>();
        new TopicReadings(settings, clients, topic, since)
                .read((reading, values, record) -> rows.computeIfAbsent(reading.series(), series -> new ArrayList<>())
                        .add(new Observation(
                                reading.eventTimeMs(),
                                values,
                                reading.covariates(),
                                record.partition(),
                                record.offset())));
        if (rows.isEmpty()) {
            throw new BadDataException("topic " + topic + " has no readable observation since " + since
                    + "; check --since, and the settings that say how records are read");
        }
        List<SeriesHistory> histories = new ArrayList<>();
        rows.forEach((series, observations) -> histories.add(new SeriesHistory(
                series, settings.input().featureNames(), settings.input().covariateNames(), observations)));
        return histories;
    }
}
