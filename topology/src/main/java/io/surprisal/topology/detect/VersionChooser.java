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
        // The routes first: they say which alias is asked.
        boolean behind = state != null && (isBehindRoutes(state) || isBehind(state, series, eventTimeMs));
        Optional<Chosen> chosen = chosen(series, eventTimeMs);
        if (chosen.isEmpty()) {
            patience.await(limit, () -> chosen(series, eventTimeMs).isPresent());
            chosen = chosen(series, eventTimeMs);
        }
        Chosen found = chosen.orElseThrow(() -> new WaitEndedException(
                "no version of the model may score: there was none on the models topic within " + limit));
        return behind ? new Chosen(standIn(found.champion()), found.challenger(), found.routeEpoch()) : found;
    }

    private Optional<Chosen> chosen(String series, long eventTimeMs) {
        String wanted = routes.of(series, eventTimeMs);
        ModelLines lines = directory.lines();
        ModelLine line = lines.of(wanted);
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
                challenger(line, series, eventTimeMs, found.model().identity().sha256()),
                routes.epoch()));
    }

    private static ModelChoice standIn(ModelChoice choice) {
        return new ModelChoice(choice.model(), choice.aliasEpoch(), true);
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

    private ModelLine line(String series, long eventTimeMs) {
        return directory.lines().of(routes.of(series, eventTimeMs));
    }

    /** Whether a state was made under changes of routes that this instance has waited for in vain. */
    private boolean isBehindRoutes(SeriesState state) {
        long stamped = state.u32(SeriesStateLayout.ROUTE_EPOCH);
        if (areRoutesRead(stamped)) {
            return false;
        }
        if (stamped > givenUpRouteEpoch && !patience.await(limit, () -> areRoutesRead(stamped))) {
            givenUpRouteEpoch = stamped;
            LOG.warn(
                    "A series' state was made after {} changes of routes, but after {} the models topic still has {}:"
                            + " scoring goes on with what is there",
                    stamped,
                    limit,
                    directory.routes().current().epoch());
        }
        return !areRoutesRead(stamped);
    }

    private boolean areRoutesRead(long epoch) {
        return directory.routes().current().epoch() >= epoch;
    }

    /** Whether a state was made under an entry of its model's schedule that this instance has waited for in vain. */
    private boolean isBehind(SeriesState state, String series, long eventTimeMs) {
        long stamped = state.i64(SeriesStateLayout.ALIAS_EPOCH);
        if (stamped <= line(series, eventTimeMs).champion().aliasEpoch()) {
            return false;
        }
        String stamp = state.modelSha256();
        if (stamped > givenUpEpoch && !isRead(stamped, stamp, series, eventTimeMs)) {
            awaitEpoch(stamped, stamp, series, eventTimeMs);
        }
        return !isRead(stamped, stamp, series, eventTimeMs);
    }

    /** An entry of another model's schedule says nothing of this one's. */
    private boolean isRead(long stamped, String stamp, String series, long eventTimeMs) {
        ModelLine line = line(series, eventTimeMs);
        return line.champion().aliasEpoch() >= stamped || directory.lines().isOfAnother(stamp, line.name());
    }

    private void awaitEpoch(long epoch, String stamp, String series, long eventTimeMs) {
        if (!patience.await(limit, () -> isRead(epoch, stamp, series, eventTimeMs))) {
            givenUpEpoch = epoch;
            LOG.warn(
                    "A series' state was made under entry {} of the alias' schedule, but after {} the models topic still"
                            + " ends at entry {}: scoring goes on with what is there",
                    epoch,
                    limit,
                    line(series, eventTimeMs).champion().aliasEpoch());
        }
    }
}
