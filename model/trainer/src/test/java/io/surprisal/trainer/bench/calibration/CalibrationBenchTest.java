package io.surprisal.trainer.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationBenchTest {

    private final ModelSnapshot model = ModelCodec.fromFile(BundledModel.load());

    @Test
    void countsAllRowsOfMadeUpSeriesAfterTheWarmUp() throws InterruptedException {
        CalibrationReport report = run(List.of(), 3);

        assertThat(report.sets()).hasSize(1);
        assertThat(report.sets().get(0).pooled().rows()).isEqualTo(3 * (2000 - 50));
        assertThat(CalibrationTable.lines(report)).anyMatch(line -> line.startsWith("made-up"));
    }

    @Test
    void leavesOutRowsNearALabel(@TempDir Path folder) throws IOException, InterruptedException {
        StringBuilder rows = new StringBuilder("t,value\n");
        for (int row = 0; row < 1000; row++) {
            rows.append(row).append(',').append(row % 7).append('\n');
        }
        Files.writeString(folder.resolve("a.csv"), rows);
        Files.writeString(folder.resolve("labels.csv"), "key,start,end\na,500,519\n");

        CalibrationReport report = run(List.of(folder), 0);

        int nearTheLabel = 20 + 2 * CalibrationBench.MARGIN_ROWS;
        assertThat(report.sets().get(0).pooled().rows()).isEqualTo(1000 - 50 - nearTheLabel);
    }

    @Test
    void countsTheLastFifthOfAHistoryThatIsNotNearALabel(@TempDir Path folder)
            throws IOException, InterruptedException {
        for (String part : List.of("train", "test")) {
            StringBuilder rows = new StringBuilder("t,value\n");
            for (int row = 0; row < (part.equals("train") ? 1000 : 10); row++) {
                rows.append(row).append(',').append(row % 7).append('\n');
            }
            Files.createDirectories(folder.resolve(part));
            Files.writeString(folder.resolve(part).resolve("a.csv"), rows);
        }
        Files.writeString(folder.resolve("train_labels.csv"), "key,start,end\na,700,709\n");

        CalibrationReport report = run(List.of(folder), 0);

        assertThat(report.sets().get(0).pooled().rows()).isEqualTo(1000 - 810 + 10);
    }

    @Test
    void writesRatesBySetAndSeriesAsJson(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("report.json");

        new CalibrationJson().write(run(List.of(), 2), file);

        JsonNode set = new JsonMapper().readTree(file.toFile()).at("/sets/0");
        assertThat(set.get("set").asText()).isEqualTo("made-up");
        assertThat(set.get("keys")).hasSize(2);
        assertThat(set.at("/rates/0/nominal").asDouble()).isEqualTo(0.01);
    }

    @Test
    void saysHowFarSeriesAreFromTheNominalRate() {
        SetRates set = new SetRates(
                "set",
                List.of(
                        new KeyRates("right", new RowRates(10_000, List.of(100L, 10L, 1L))),
                        new KeyRates("often", new RowRates(10_000, List.of(300L, 10L, 1L))),
                        new KeyRates("short", new RowRates(100, List.of(0L, 0L, 0L)))));

        RatioSpread spread = set.spread(0);

        assertThat(spread.keys()).isEqualTo(2);
        assertThat(spread.median()).isCloseTo(2, within(1e-12));
        assertThat(spread.worst()).isCloseTo(3, within(1e-12));
        assertThat(spread.worstKey()).isEqualTo("often");
        assertThat(spread.withinTwo()).isEqualTo(0.5);
        assertThat(set.pooled().ratio(0)).isCloseTo(400 / 201.0, within(1e-12));
    }

    private CalibrationReport run(List<Path> folders, int syntheticSeries) throws InterruptedException {
        return new CalibrationBench(
                        new CalibrationOptions(model, folders, 20_000, syntheticSeries, 2000), Progress.NONE)
                .run();
    }
}
