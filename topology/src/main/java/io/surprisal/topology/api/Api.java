package io.surprisal.topology.api;

import io.surprisal.model.series.SeriesState;
import io.surprisal.schemas.Topics;
import io.surprisal.topology.detect.Nodes;
import io.surprisal.topology.feedback.FeedbackWriter;
import io.surprisal.topology.http.Answer;
import io.surprisal.topology.http.Call;
import io.surprisal.topology.http.Health;
import io.surprisal.topology.http.Method;
import io.surprisal.topology.http.Pages;
import io.surprisal.topology.http.Route;
import io.surprisal.topology.http.Routes;
import io.surprisal.topology.http.WriteToken;
import io.surprisal.topology.output.EvidenceReader;
import io.surprisal.topology.output.Release;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.streams.StreamsSettings;
import io.surprisal.topology.view.LatestScores;
import io.surprisal.topology.view.Trials;
import io.surprisal.topology.weights.ModelDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * The routes of {@code /api/v1}. Reads, but for what people say of incidents: states by interactive queries, alerts by a consumer of their topic, models from
 * the directory that the stream threads use too. {@code openapi.json} beside this class says what is sent; tests hold it
 * true.
 */
public final class Api {

    private static final String DOCUMENT = "openapi.json";
    private static final String CLIENT_LIMIT_MS = "5000";

    /**
     * What the API tells of.
     *
     * @param settings of the application
     * @param streams the application
     * @param topology its shape
     * @param self host and port by which other instances know this one; {@code null} where they do not
     * @param directory the models
     * @param alerts the newest
     * @param incidents those that are open, and the newest others
     * @param restores how far they are
     * @param latest scores of the series on this instance
     * @param trials of challengers on this instance
     * @param ready whether this instance does its work
     */
    public record Sources(
            DetectorSettings settings,
            KafkaStreams streams,
            TopologyDescription topology,
            @Nullable HostInfo self,
            ModelDirectory directory,
            AnomalyFeed alerts,
            IncidentFeed incidents,
            RestoreProgress restores,
            LatestScores latest,
            Trials trials,
            Supplier<Health> ready) {}

    private final Sources sources;
    private final Instances instances;
    private final LocalSeries local;
    private final SeriesSearch search;
    private final StateModels models;
    private final SeriesForecasts forecasts;
    private final AnomalyRoutes anomalies;
    private final IncidentRoutes incidents;
    private final IncidentWrites incidentWrites;
    private final SeriesHistories histories;
    private final ScoreList scores;
    private final LiveUpdates live;

    /**
     * An API.
     *
     * @param topics with their serdes
     */
    public Api(Sources sources, Topics topics) {
        this.sources = sources;
        this.instances = new Instances(
                sources.streams(), sources.self(), sources.settings().http());
        this.local =
                new LocalSeries(sources.streams(), TopologyDocument.subtopologyOf(Nodes.DETECT, sources.topology()));
        this.search = new SeriesSearch(local, instances);
        this.models =
                new StateModels(sources.directory(), sources.settings().input().featureNames());
        this.forecasts = new SeriesForecasts(models);
        this.anomalies = new AnomalyRoutes(
                sources.alerts(), new EvidenceReader(clients(sources.settings()), topics.alertEvidence()), models);
        this.incidents = new IncidentRoutes(sources.incidents());
        this.incidentWrites = new IncidentWrites(
                incidents,
                sources.incidents(),
                new FeedbackWriter(clients(sources.settings()), topics.feedback()),
                Clock.systemUTC());
        this.histories = new SeriesHistories(
                sources.streams(), models, sources.settings().historyRetention());
        this.scores = new ScoreList(sources.latest(), instances, models);
        this.live = new LiveUpdates(scores, instances, sources.ready());
        sources.alerts().tell(live::alerted);
    }

    private static Map<String, Object> clients(DetectorSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        // Somebody waits for the answer.
        properties.put("default.api.timeout.ms", CLIENT_LIMIT_MS);
        properties.put("request.timeout.ms", CLIENT_LIMIT_MS);
        StreamsSettings.client(settings).forEach((key, value) -> properties.put(String.valueOf(key), value));
        return properties;
    }

    /** All routes. */
    public Routes routes() {
        SeriesList list = new SeriesList(local, instances);
        byte[] document = document();
        List<Route> routes = List.of(
                new Route("/api/v1/series", list::list),
                new Route("/api/v1/series/{key}", this::series),
                new Route("/api/v1/series/{key}/forecast", this::forecast),
                new Route("/api/v1/series/{key}/history", this::history),
                new Route("/api/v1/scores", scores::list),
                new Route("/api/v1/anomalies", anomalies::list),
                new Route("/api/v1/anomalies/{alertId}", anomalies::show),
                new Route("/api/v1/anomalies/{alertId}/explain", anomalies::explain),
                new Route("/api/v1/incidents", incidents::list),
                new Route("/api/v1/incidents/{incidentId}", incidents::show),
                new Route(Method.POST, "/api/v1/incidents/{incidentId}/acknowledge", incidentWrites::acknowledge),
                new Route(Method.POST, "/api/v1/incidents/{incidentId}/feedback", incidentWrites::judge),
                new Route("/api/v1/models", bare(this::models)),
                new Route("/api/v1/topology", bare(this::topology)),
                new Route("/api/v1/openapi.json", bare(() -> Answer.of(200, Answer.JSON, document))));
        return new Routes(routes, WriteToken.of(sources.settings().http().token()));
    }

    /** The pages for people. */
    public Pages pages() {
        return Dashboard.pages();
    }

    /** What changes, as it changes. */
    public LiveUpdates live() {
        return live;
    }

    /** Of a route without parameters. */
    private static Function<Call, Answer> bare(Supplier<Answer> answers) {
        return call -> {
            call.parameters().check();
            return answers.get();
        };
    }

    private Answer series(Call call) {
        String key = SeriesKeys.ofPath(call);
        call.parameters().check();
        return search.answer(call, key, state -> Answer.json(document(key, state)));
    }

    private SeriesDocument document(String key, SeriesState state) {
        return SeriesDocument.of(key, instances.self().orElse(null), state, models.of(state), models.features(state));
    }

    private Answer forecast(Call call) {
        String key = SeriesKeys.ofPath(call);
        SeriesForecasts.Wish wish = SeriesForecasts.Wish.of(call.parameters());
        call.parameters().check();
        return search.answer(call, key, state -> forecasts.forecast(key, state, wish));
    }

    private Answer history(Call call) {
        String key = SeriesKeys.ofPath(call);
        SeriesHistories.Wish wish = SeriesHistories.Wish.of(call.parameters());
        call.parameters().check();
        return search.answer(
                call, key, state -> histories.history(key, instances.self().orElse(null), state, wish));
    }

    private Answer models() {
        return Answer.json(ModelsDocument.of(
                sources.directory().catalogue(), sources.trials().all()));
    }

    private Answer topology() {
        InstanceStatus status = InstanceStatus.of(
                sources.streams(),
                instances.self().orElse(null),
                sources.ready().get(),
                sources.restores());
        return Answer.json(new TopologyDocument(
                sources.settings().engine().applicationId(),
                Release.NAME,
                status,
                TopologyDocument.subtopologies(sources.topology()),
                TopologyDocument.globalStores(sources.topology())));
    }

    private static byte[] document() {
        try (InputStream in = Api.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException(DOCUMENT + " must be beside " + Api.class);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
