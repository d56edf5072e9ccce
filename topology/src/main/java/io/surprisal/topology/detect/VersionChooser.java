package io.surprisal.topology.detect;

import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.patience.WaitEndedException;
import io.surprisal.topology.weights.ModelChoice;
import io.surprisal.topology.weights.ModelDirectory;
import io.surprisal.topology.weights.ModelVersions;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the version that judges an observation. The models topic reaches instances at different times: a series that
 * comes from another one may have a state of a version that this instance has not read of yet, so it waits.
 */
final class VersionChooser {

    private static final Logger LOG = LoggerFactory.getLogger(VersionChooser.class);

    private final ModelDirectory directory;
    private final Patience patience;
    private final Duration limit;

    /** The epoch waited for in vain, so that not every series waits for it again. */
    private long givenUpEpoch;

    VersionChooser(ModelDirectory directory, Patience patience, Duration limit) {
        this.directory = directory;
        this.patience = patience;
        this.limit = limit;
    }

    /**
     * The version for an event.
     *
     * @param eventTimeMs which entry of the alias' schedule counts
     * @param stampedEpoch the entry that the series' state was made under
     * @throws WaitEndedException if there is none, so that the record is read again later
     */
    ModelChoice choose(long eventTimeMs, long stampedEpoch) {
        ModelVersions versions = directory.versions();
        boolean behind = stampedEpoch > versions.aliasEpoch();
        if (behind && stampedEpoch > givenUpEpoch) {
            awaitEpoch(stampedEpoch);
            versions = directory.versions();
            behind = stampedEpoch > versions.aliasEpoch();
        }
        Optional<ModelChoice> choice = versions.at(eventTimeMs);
        if (choice.isEmpty()) {
            choice = awaitAny(eventTimeMs);
        }
        ModelChoice chosen = choice.orElseThrow(() -> new WaitEndedException(
                "no version of the model may score: there was none on the models topic within " + limit));
        return behind ? new ModelChoice(chosen.model(), chosen.aliasEpoch(), true) : chosen;
    }

    private void awaitEpoch(long epoch) {
        if (!patience.await(limit, () -> directory.versions().aliasEpoch() >= epoch)) {
            givenUpEpoch = epoch;
            LOG.warn(
                    "A series' state was made under entry {} of the alias' schedule, but after {} the models topic still"
                            + " ends at entry {}: scoring goes on with what is there",
                    epoch,
                    limit,
                    directory.versions().aliasEpoch());
        }
    }

    private Optional<ModelChoice> awaitAny(long eventTimeMs) {
        patience.await(limit, () -> directory.versions().at(eventTimeMs).isPresent());
        return directory.versions().at(eventTimeMs);
    }
}
