package io.surprisal.deploy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.trainer.data.SeriesCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetFilesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:03:00Z");

    @TempDir
    private Path folder;

    @Test
    void writesHistoryWhatIsJudgedAndItsIncidentsAsTheTrainerReadsThem() throws IOException {
        Fleet fleet = Fleet.of(7, 12, FleetClock.before(NOW, Duration.ofDays(1)));

        FleetFiles.writeAll(fleet, folder);

        assertThat(SeriesCatalogue.open(folder).scored()).hasSize(12);
        assertThat(Files.readAllLines(folder.resolve("labels.csv")))
                .hasSize(1 + fleet.incidents().size());
        List<String> live = Files.readAllLines(
                folder.resolve("test").resolve(fleet.series().get(0).key() + ".csv"));
        assertThat(live).hasSize(1 + 144).last().asString().startsWith("2026-03-02T12:00:00Z,");
    }
}
