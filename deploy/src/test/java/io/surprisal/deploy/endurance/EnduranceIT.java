package io.surprisal.deploy.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.deploy.cli.Surprisal;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code surprisal bench endurance}: everything that can happen to two instances, once. */
class EnduranceIT {

    private static final int AWAY_SECONDS = 8;

    @TempDir
    private Path folder;

    @Test
    void writesTheSameBytesForEachObservationExactlyOnceWhateverDies() throws Exception {
        Set<Disturbance> all = Disturbance.possible();
        EnduranceOptions options =
                new EnduranceOptions(Surprisal.class, all.size(), all, 50, 400, AWAY_SECONDS, "exactly_once_v2", 1);

        EnduranceReport report = new Endurance(options, folder, line -> {}).run();

        assertThat(report.faults()).isEmpty();
        assertThat(report.faultCount()).isZero();
        assertThat(report.disturbances()).containsOnlyKeys(all);
        assertThat(report.versions()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(report.alerts()).isPositive();
        assertThat(report.processes()).isGreaterThanOrEqualTo(12);
    }
}
