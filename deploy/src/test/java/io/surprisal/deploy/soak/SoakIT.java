package io.surprisal.deploy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.deploy.cli.Surprisal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short forms of {@code surprisal bench soak} and {@code bench flood}. */
class SoakIT {

    private static final int BAD = 20_000;
    private static final int KEYS = 5_000;

    @TempDir
    private Path folder;

    /** So short a run says nothing of growth: that is for the long form. */
    @Test
    void judgesAllThatComesWhileVersionsChange() throws Exception {
        SoakOptions options = new SoakOptions(Surprisal.class, Duration.ofSeconds(14), 50, 500, Duration.ofSeconds(4));

        SoakReport report = new Soak(options, folder, line -> {}).run();

        new SoakJson().write(report, Map.of(), folder.resolve("soak.json"));
        SoakChart.write(report, folder.resolve("soak.svg"));
        assertThat(report.observations()).isGreaterThan(500 * 6);
        assertThat(report.versions()).isGreaterThanOrEqualTo(2);
        assertThat(report.refused()).isZero();
        assertThat(report.samples()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(sample -> {
            assertThat(sample.residentMb()).isBetween(50.0, 1500.0);
            assertThat(sample.heapMb()).isBetween(1.0, 256.0);
        });
        assertThat(Files.readString(folder.resolve("soak.svg")))
                .startsWith("<svg xmlns")
                .contains("lag, observations");
        assertThat(Files.readString(folder.resolve("soak.json"))).contains("\"resident_after\"", "\"samples\"");
    }

    @Test
    void goesOnAfterBadRecordsAndForgetsSeriesWithoutEnd() throws Exception {
        FloodReport report = new Flood(new FloodOptions(Surprisal.class, BAD, KEYS, 4), folder, line -> {}).run();

        assertThat(report.faults()).isEmpty();
        assertThat(report.deadLetters()).isEqualTo(BAD);
        assertThat(report.forgotten()).isGreaterThan(2 * KEYS);
    }
}
