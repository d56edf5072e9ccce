package io.surprisal.topology.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Incident;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.Topics;
import io.surprisal.topology.DetectorFixture;
import io.surprisal.topology.http.Health;
import io.surprisal.topology.http.Json;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.streams.StreamsSettings;
import io.surprisal.topology.view.LatestScores;
import io.surprisal.topology.view.Trials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {

    @TempDir
    private Path folder;

    @Test
    void hasTheRoutesOfItsDocumentAndNoOthers() throws IOException {
        List<String> documented = new ArrayList<>();
        document().path("paths").fieldNames().forEachRemaining(documented::add);

        try (DetectorFixture fixture = DetectorFixture.start();
                KafkaStreams streams = notStarted()) {
            Api api = api(fixture, streams);
            List<String> served = new ArrayList<>(api.routes().templates());
            served.add(api.live().stream().path());

            assertThat(served).containsExactlyInAnyOrderElementsOf(documented);
        }
    }

    @Test
    void documentsAnAlertWithTheFieldsThatItsTopicHas() throws IOException {
        List<String> documented = new ArrayList<>();
        document().at("/components/schemas/Anomaly/properties").fieldNames().forEachRemaining(documented::add);

        assertThat(documented)
                .containsAll(Anomaly.getClassSchema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
    }

    @Test
    void documentsAnIncidentWithTheFieldsThatItsTopicHas() throws IOException {
        List<String> documented = new ArrayList<>();
        document().at("/components/schemas/Incident/properties").fieldNames().forEachRemaining(documented::add);

        assertThat(documented)
                .containsAll(Incident.getClassSchema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList())
                .contains("acknowledged", "feedback");
    }

    private static JsonNode document() throws IOException {
        try (InputStream in = Objects.requireNonNull(Api.class.getResourceAsStream("openapi.json"))) {
            return Json.tree(in.readAllBytes());
        }
    }

    private Api api(DetectorFixture fixture, KafkaStreams streams) {
        DetectorSettings settings = settings();
        Topics topics = Topics.of(settings.topics(), new RegistrySerdes(settings.registry()));
        return new Api(
                new Api.Sources(
                        settings,
                        streams,
                        topology().describe(),
                        null,
                        fixture.directory(),
                        new AnomalyFeed(StreamsSettings.client(settings), topics.anomalies(), 0),
                        new IncidentFeed(StreamsSettings.client(settings), topics, 0),
                        new RestoreProgress(),
                        new LatestScores(),
                        new Trials(),
                        () -> new Health(false, "not started")),
                topics);
    }

    private KafkaStreams notStarted() {
        Properties properties = StreamsSettings.of(settings());
        return new KafkaStreams(topology(), properties);
    }

    private static Topology topology() {
        Topology topology = new Topology();
        topology.addSource("observations", "observations");
        topology.addProcessor("detect", Nothing::new, "observations");
        return topology;
    }

    private DetectorSettings settings() {
        return DetectorSettings.of(
                Map.of("features", "value", "schema.registry.url", "mock://api", "state.dir", folder.toString()));
    }

    private static final class Nothing implements Processor<Object, Object, Object, Object> {
        @Override
        public void process(Record<Object, Object> record) {}
    }
}
