package io.surprisal.topology.api;

import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.topology.http.Answer;
import io.surprisal.topology.http.Call;
import io.surprisal.topology.http.Parameters;
import io.surprisal.topology.http.ProblemException;
import io.surprisal.topology.http.ProblemKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Incidents, open and closed. Every instance has those of all, so none is asked. */
final class IncidentRoutes {

    private static final int USUAL_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    /** Which incidents are wanted. */
    enum Wanted {
        /** All of them. */
        ALL,
        /** Those that last. */
        OPEN,
        /** Those that are over. */
        CLOSED
    }

    /**
     * A page.
     *
     * @param incidents the one opened last first
     * @param next the cursor of the page behind it; {@code null} for the last
     * @param kept how many closed ones the instance has at most
     */
    record Document(
            List<Map<String, @Nullable Object>> incidents,
            @Nullable String next,
            int kept) {}

    private final IncidentFeed feed;

    IncidentRoutes(IncidentFeed feed) {
        this.feed = feed;
    }

    /** Incidents, page by page. */
    Answer list(Call call) {
        Parameters parameters = call.parameters();
        int limit = parameters.integer("limit", USUAL_LIMIT, 1, MAX_LIMIT);
        String series = SeriesKeys.ofParameter("series", parameters);
        Wanted wanted = parameters.choice("status", Wanted.ALL, Wanted.values());
        IncidentFeed.Place before = place(parameters);
        parameters.check();
        requireRead();
        List<Incident> found = feed.latest(
                before,
                incident -> (series == null || incident.getSeries().equals(series)) && isWanted(incident, wanted),
                limit + 1);
        boolean more = found.size() > limit;
        List<Incident> page = more ? found.subList(0, limit) : found;
        return Answer.json(new Document(
                page.stream().map(feed::document).toList(), more ? cursor(page.get(limit - 1)) : null, feed.kept()));
    }

    private static boolean isWanted(Incident incident, Wanted wanted) {
        return switch (wanted) {
            case ALL -> true;
            case OPEN -> incident.getStatus() == IncidentStatus.OPEN;
            case CLOSED -> incident.getStatus() == IncidentStatus.CLOSED;
        };
    }

    private static String cursor(Incident last) {
        IncidentFeed.Place place = IncidentFeed.Place.of(last);
        return SeriesKeys.cursor(place.openedAtMs() + " " + place.incidentId());
    }

    private static IncidentFeed.@Nullable Place place(Parameters parameters) {
        String text = SeriesKeys.place(parameters);
        if (text == null) {
            return null;
        }
        int space = text.indexOf(' ');
        try {
            return new IncidentFeed.Place(
                    Long.parseLong(text.substring(0, Math.max(space, 0))), text.substring(space + 1));
        } catch (NumberFormatException foreign) {
            parameters.fault("cursor must be the \"next\" of the page before");
            return null;
        }
    }

    /** One of them. */
    Answer show(Call call) {
        call.parameters().check();
        return Answer.json(feed.document(find(call)));
    }

    /** The incident that a path names. */
    Incident find(Call call) {
        requireRead();
        return feed.find(call.variable("incidentId"))
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.INCIDENT_UNKNOWN,
                        "it is neither open nor among the newest " + feed.kept()
                                + " closed incidents (http.incidents.kept)"));
    }

    private void requireRead() {
        if (feed.kept() == 0) {
            throw new ProblemException(
                    ProblemKind.NOT_COMPUTABLE,
                    "this instance reads no incidents: incidents.enabled is false, or http.incidents.kept is 0");
        }
        if (!feed.isCaughtUp()) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE, "the topic of incidents is still being read; ask again in a moment");
        }
    }
}
