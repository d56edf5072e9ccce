package io.surprisal.topology.detect;

import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.patience.WaitEndedException;
import io.surprisal.topology.weights.ModelChoice;
import io.surprisal.topology.weights.ModelDirectory;
import io.surprisal.topology.weights.ModelLine;
import io.surprisal.topology.weights.ModelLines;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the versions that judge an observation: the model by the routes, its version by the alias' schedule and the
 * event time. The models topic reaches instances at different times: a series that comes from another one may have a
 * state of a route or a version that this instance has not read of yet, so it waits.
 */
final class VersionChooser {

    private static final Logger LOG = LoggerFactory.getLogger(VersionChooser.class);

    /**
     * What judges an observation.
     *
     * @param champion whose score counts
     * @param challenger what is tried beside it; {@code null} where there is none, or the same version
     * @param routeEpoch how many changes of routes had been read
     */
    record Chosen(ModelChoice champion, @Nullable ModelChoice challenger, long routeEpoch) {}

    private final ModelDirectory directory;
    private final Patience patience;
    private final Duration limit;
    private final RuleLookup<String> routes;

    // Epochs waited for in vain, so that not every series waits for them again.
    private long givenUpEpoch;
    private long givenUpRouteEpoch;

    VersionChooser(ModelDirectory directory, Patience patience, Duration limit, String usualModel) {
        this.directory = directory;
        this.patience = patience;
        this.limit = limit;
        this.routes = new RuleLookup<>(directory.routes(), usualModel);
    }

    /**
     * The versions for an event.
     *
     * @param eventTimeMs which entry of the alias' schedule counts
     * @param state of the series, if there is one
     * @throws WaitEndedException if none may score, so that the record is read again later
     */
    Chosen choose(String series, long eventTimeMs, @Nullable SeriesState state) {
        Known known = known(series, eventTimeMs);
        boolean behind = false;
        if (state != null && !known.covers(state)) {
            known = awaited(state, () -> known(series, eventTimeMs));
            behind = !known.covers(state);
        }
        Optional<Chosen> chosen = known.chosen(series, eventTimeMs);
        if (chosen.isEmpty()) {
            patience.await(
                    limit,
                    () -> known(series, eventTimeMs).chosen(series, eventTimeMs).isPresent());
            chosen = known(series, eventTimeMs).chosen(series, eventTimeMs);
        }
        Chosen found = chosen.orElseThrow(() -> new WaitEndedException(
                "no version of the model may score: there was none on the models topic within " + limit));
        return behind ? new Chosen(standIn(found.champion()), found.challenger(), found.routeEpoch()) : found;
    }

    private Known known(String series, long eventTimeMs) {
        String wanted = routes.of(series, eventTimeMs);
        return new Known(directory.lines(), wanted, routes.epoch());
    }

    /** What is known once all is read under which a state was made; or, after the limit, what is known then. */
    private Known awaited(SeriesState state, Supplier<Known> now) {
        long alias = state.i64(SeriesStateLayout.ALIAS_EPOCH);
        long route = state.u32(SeriesStateLayout.ROUTE_EPOCH);
        boolean givenUp = now.get().routeEpoch() < route ? route <= givenUpRouteEpoch : alias <= givenUpEpoch;
        if (givenUp || patience.await(limit, () -> now.get().covers(state))) {
            return now.get();
        }
        Known known = now.get();
        if (known.routeEpoch() < route) {
            givenUpRouteEpoch = route;
        } else {
            givenUpEpoch = alias;
        }
        LOG.warn(
                "A series' state was made after {} changes of routes, under entry {} of the alias' schedule, but after {}"
                        + " the models topic still has {} and ends at entry {}: scoring goes on with what is there",
                route,
                alias,
                limit,
                known.routeEpoch(),
                known.line().champion().aliasEpoch());
        return known;
    }

    private static ModelChoice standIn(ModelChoice choice) {
        return new ModelChoice(choice.model(), choice.aliasEpoch(), true);
    }

    /**
     * What this instance has read, at one moment, of what decides about a series.
     *
     * @param wanted name of the model by the routes
     * @param routeEpoch how many changes of routes
     */
    private record Known(ModelLines lines, String wanted, long routeEpoch) {

        ModelLine line() {
            return lines.of(wanted);
        }

        /** Whether it is all under which a state was made. An entry of another model's schedule says nothing of this one's. */
        boolean covers(SeriesState state) {
            return routeEpoch >= state.u32(SeriesStateLayout.ROUTE_EPOCH)
                    && (line().champion().aliasEpoch() >= state.i64(SeriesStateLayout.ALIAS_EPOCH)
                            || lines.isOfAnother(state.modelSha256(), line().name()));
        }

        Optional<Chosen> chosen(String series, long eventTimeMs) {
            ModelLine line = line();
            Optional<ModelChoice> champion = line.champion().at(eventTimeMs, series);
            if (champion.isEmpty()) {
                // A route leads to a model that cannot score: better the usual one than none.
                line = lines.usual();
                champion = line.champion().at(eventTimeMs, series);
            }
            if (champion.isEmpty()) {
                return Optional.empty();
            }
            ModelChoice found = champion.get();
            return Optional.of(new Chosen(
                    line.name().equals(wanted) ? found : standIn(found),
                    challenger(
                            line, series, eventTimeMs, found.model().identity().sha256()),
                    routeEpoch));
        }

        private static @Nullable ModelChoice challenger(
                ModelLine line, String series, long eventTimeMs, String championSha256) {
            if (line.challenger().isEmpty()) {
                return null;
            }
            return line.challenger()
                    .exactly(eventTimeMs, series)
                    .filter(tried -> !tried.model().identity().sha256().equals(championSha256))
                    .orElse(null);
        }
    }
}
