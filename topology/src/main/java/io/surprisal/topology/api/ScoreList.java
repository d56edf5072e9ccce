package io.surprisal.topology.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.surprisal.topology.http.Answer;
import io.surprisal.topology.http.Call;
import io.surprisal.topology.http.Json;
import io.surprisal.topology.http.Parameters;
import io.surprisal.topology.view.LatestScores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The highest latest scores: of this instance, or merged with those of the others. */
final class ScoreList {

    private static final int USUAL_LIMIT = 100;
    private static final int FOUND = 200;

    /** The order of the list: the highest first, then by key. */
    private static final Comparator<JsonNode> HIGHEST_FIRST = Comparator.<JsonNode>comparingDouble(
                    each -> each.path("score").asDouble(0))
            .reversed()
            .thenComparing(ScoreList::key);

    /**
     * A list.
     *
     * @param scores the highest first
     * @param silent instances whose series are not among them
     */
    record Document(List<JsonNode> scores, List<String> silent) {}

    private final LatestScores latest;
    private final Instances instances;
    private final StateModels models;

    ScoreList(LatestScores latest, Instances instances, StateModels models) {
        this.latest = latest;
        this.instances = instances;
        this.models = models;
    }

    Answer list(Call call) {
        Parameters parameters = call.parameters();
        int limit = parameters.integer("limit", USUAL_LIMIT, 1, LatestScores.MOST);
        SeriesList.Scope scope = parameters.choice("scope", SeriesList.Scope.ALL, SeriesList.Scope.values());
        parameters.check();
        List<JsonNode> scores = new ArrayList<>(own(limit));
        List<String> silent = new ArrayList<>();
        if (scope == SeriesList.Scope.ALL && !call.forwarded()) {
            for (Instances.Reply reply : instances.ask(instances.others(), target(limit))) {
                read(reply).ifPresentOrElse(scores::addAll, () -> silent.add(reply.instance()));
            }
        }
        return Answer.json(new Document(highest(scores, limit), silent));
    }

    /** What another instance is asked for its own. */
    static String target(int limit) {
        return "/api/v1/scores?limit=" + limit;
    }

    /** Those of this instance. */
    List<JsonNode> own(int limit) {
        String self = instances.self().orElse(null);
        return latest.highest(limit).stream()
                .map(each -> ScoreDocument.of(each, self, models.features(models.ofHash(each.modelSha256()))))
                .map(Json::tree)
                .toList();
    }

    /** What another instance says; empty if it says nothing. */
    static Optional<List<JsonNode>> read(Instances.Reply reply) {
        Answer answer = reply.answer();
        if (answer == null || answer.status() != FOUND) {
            return Optional.empty();
        }
        try {
            List<JsonNode> scores = new ArrayList<>();
            Json.tree(answer.body()).path("scores").forEach(scores::add);
            return Optional.of(scores);
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** The highest; of a series that has just moved, the later row counts. */
    static List<JsonNode> highest(List<JsonNode> scores, int limit) {
        Map<String, JsonNode> byKey = new HashMap<>();
        scores.forEach(each -> byKey.merge(key(each), each, ScoreList::later));
        return byKey.values().stream().sorted(HIGHEST_FIRST).limit(limit).toList();
    }

    private static JsonNode later(JsonNode one, JsonNode other) {
        return time(one).compareTo(time(other)) >= 0 ? one : other;
    }

    private static String time(JsonNode score) {
        return score.path("eventTime").asText();
    }

    /** The series key of an entry. */
    static String key(JsonNode score) {
        return score.path("key").asText();
    }
}
