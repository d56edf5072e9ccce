package io.surprisal.topology.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.surprisal.topology.http.Answer;
import io.surprisal.topology.http.Call;
import io.surprisal.topology.http.Json;
import io.surprisal.topology.http.Parameters;
import io.surprisal.topology.http.PercentText;
import io.surprisal.topology.http.ProblemException;
import io.surprisal.topology.http.ProblemKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists series page by page, in the order of their keys' bytes: each instance gives its next ones, and the first of all
 * those are the page. So no instance holds more than a page of each, however many series there are.
 */
final class SeriesList {

    private static final int USUAL_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final int FOUND = 200;

    /** Whose series are wanted. */
    enum Scope {
        /** Those of all instances. */
        ALL,
        /** Those of the instance that is asked. */
        LOCAL
    }

    /**
     * A page.
     *
     * @param series in the order of their keys' bytes
     * @param next the cursor of the page behind it; {@code null} for the last
     * @param silent instances whose series are not, or not all, among them
     */
    record Document(List<Object> series, @Nullable String next, List<String> silent) {}

    private final LocalSeries local;
    private final Instances instances;

    SeriesList(LocalSeries local, Instances instances) {
        this.local = local;
        this.instances = instances;
    }

    Answer list(Call call) {
        Parameters parameters = call.parameters();
        int limit = parameters.integer("limit", USUAL_LIMIT, 1, MAX_LIMIT);
        Scope scope = parameters.choice("scope", Scope.ALL, Scope.values());
        String prefix = SeriesKeys.ofParameter("prefix", parameters);
        String after = SeriesKeys.place(parameters);
        parameters.check();
        LocalSeries.Page own = local.page(prefix == null ? "" : prefix, after, limit);
        if (call.forwarded() && !own.complete()) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, "the stores are being restored or moved");
        }
        Map<String, Object> byKey = new TreeMap<>(LocalSeries::compare);
        own.series()
                .forEach(each -> byKey.put(
                        each.key, SeriesSummary.of(each.key, instances.self().orElse(null), each.value.header())));
        List<String> silent = new ArrayList<>();
        if (!own.complete()) {
            silent.add(instances.self().orElse("this instance"));
        }
        boolean more = own.more();
        if (scope == Scope.ALL && !call.forwarded()) {
            String target = "/api/v1/series?limit=" + limit
                    + (prefix == null ? "" : "&prefix=" + PercentText.encode(prefix))
                    + (after == null ? "" : "&cursor=" + SeriesKeys.cursor(after));
            for (Instances.Reply reply : instances.ask(instances.others(), target)) {
                more |= add(reply, byKey, silent);
            }
        }
        if (byKey.isEmpty() && !silent.isEmpty()) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE,
                    "no series can be read: stores are being restored or moved, or instances do not answer: "
                            + String.join(", ", silent));
        }
        return page(byKey, limit, more, silent);
    }

    /** Adds what another instance says; says whether it has more. */
    private static boolean add(Instances.Reply reply, Map<String, Object> byKey, List<String> silent) {
        Answer answer = reply.answer();
        if (answer == null || answer.status() != FOUND) {
            silent.add(reply.instance());
            return false;
        }
        try {
            JsonNode page = Json.tree(answer.body());
            page.path("series")
                    .forEach(each -> byKey.putIfAbsent(each.path("key").textValue(), each));
            return page.path("next").isTextual();
        } catch (IOException malformed) {
            silent.add(reply.instance());
            return false;
        }
    }

    private static Answer page(Map<String, Object> byKey, int limit, boolean more, List<String> silent) {
        List<Object> series = new ArrayList<>();
        String last = "";
        for (Map.Entry<String, Object> each : byKey.entrySet()) {
            if (series.size() == limit) {
                break;
            }
            series.add(each.getValue());
            last = each.getKey();
        }
        boolean isLast = !more && series.size() == byKey.size();
        silent.sort(Comparator.naturalOrder());
        return Answer.json(new Document(series, isLast ? null : SeriesKeys.cursor(last), silent));
    }
}
