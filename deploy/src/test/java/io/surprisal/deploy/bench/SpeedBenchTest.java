package io.surprisal.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surprisal.deploy.bench.figures.Conditions;
import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.Goal;
import io.surprisal.deploy.bench.figures.SpeedJson;
import io.surprisal.deploy.bench.figures.SpeedTable;
import io.surprisal.trainer.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedBenchTest {

    @TempDir
    Path folder;

    @Test
    void writesWhatKernelAndStepMeasured() throws Exception {
        Figures figures = new Figures();

        SpeedBench.run(EnumSet.of(SpeedBench.Part.KERNEL, SpeedBench.Part.STEP), Extent.SMOKE, figures, Progress.NONE);
        JsonNode json = written(figures);

        assertThat(json.get("extent").asText()).isEqualTo("smoke");
        assertThat(json.get("conditions").get("cores").asInt()).isPositive();
        assertThat(json.get("ort_over_plain_8_32").asDouble()).isPositive();
        assertThat(json.get("ort_over_plain_38_64").asDouble()).isPositive();
        assertThat(json.get("djl_over_plain_8_32").asDouble()).isPositive();
        assertThat(json.get("rcf_over_detector").asDouble()).isPositive();
        assertThat(json.get("state_bytes_univariate").asInt()).isBetween(1_000, 2_048);
    }

    @Test
    void writesWhatTheTopologyCostOnABroker() throws Exception {
        Figures figures = new Figures();

        SpeedBench.run(EnumSet.of(SpeedBench.Part.TOPOLOGY), Extent.SMOKE, figures, Progress.NONE);
        JsonNode json = written(figures);

        assertThat(json.get("floor_over_detector_alo_100k").asDouble()).isPositive();
        assertThat(json.get("floor_over_detector_eos_100k").asDouble()).isPositive();
        assertThat(json.get("shipped_over_stock_cpu_100k").asDouble()).isPositive();
        assertThat(json.get("detector_stream_us_alo_100k").asDouble()).isPositive();
    }

    @Test
    void writesWhatManySeriesAndAlertsTook() throws Exception {
        Figures figures = new Figures();

        SpeedBench.run(
                EnumSet.of(SpeedBench.Part.SCALE, SpeedBench.Part.LATENCY), Extent.SMOKE, figures, Progress.NONE);
        JsonNode json = written(figures);

        assertThat(json.get("restore_over_plain_1m").asDouble()).isPositive();
        assertThat(json.get("capacity_disk_predicted_over_measured").asDouble()).isPositive();
        assertThat(json.get("takeover_standby_ms").asDouble()).isPositive();
        assertThat(json.get("latency_p99_commit_intervals").asDouble()).isPositive();
    }

    @Test
    void saysOfEachGoalWhetherItIsReached() {
        Figures figures = new Figures();
        figures.put("ort_over_plain_8_32", 12);
        figures.put("rcf_over_detector", 3);

        assertThat(SpeedTable.lines(Extent.QUICK, new Conditions().now(), figures))
                .anyMatch(line -> line.startsWith("| `ort_over_plain_8_32`") && line.endsWith("| 12.0 | reached |"))
                .anyMatch(line -> line.startsWith("| `rcf_over_detector`") && line.endsWith("| 3.00 | **missed** |"))
                .anyMatch(line -> line.startsWith("| `restore_over_plain_1m`") && line.endsWith("| - | - |"));
    }

    @Test
    void writesWhatASwapAndAnEpochOfTrainingCost() throws Exception {
        Figures figures = new Figures();

        SpeedBench.run(
                EnumSet.of(SpeedBench.Part.SWAP, SpeedBench.Part.TRAINING), Extent.SMOKE, figures, Progress.NONE);
        JsonNode json = written(figures);

        assertThat(json.get("swap_replay_steps").asDouble()).isPositive();
        assertThat(json.has("swap_steps_beyond_replay")).isTrue();
        assertThat(json.has("swap_throughput_loss_10_per_s")).isTrue();
        assertThat(json.get("swap_decode_us").asDouble()).isPositive();
        assertThat(json.get("training_over_plain").asDouble()).isPositive();
        assertThat(json.has("training_pipeline_share")).isTrue();
    }

    @Test
    void printsTheSameTablesOfAFileAsOfTheFiguresThemselves() throws Exception {
        Figures figures = new Figures();
        figures.put("ort_over_plain_8_32", 12.34);
        figures.note("djl", "not on this class path");
        Map<String, String> conditions = Map.of("cores", "2");
        Path file = folder.resolve("speed.json");

        new SpeedJson().write(Extent.QUICK, conditions, figures, file);
        SpeedJson.Content content = new SpeedJson().read(file);

        assertThat(SpeedTable.lines(content.extent(), content.conditions(), content.figures()))
                .isEqualTo(SpeedTable.lines(Extent.QUICK, conditions, figures));
    }

    @Test
    void refusesAFileThatNoBenchWroteNamingIt() throws Exception {
        Path file = Files.writeString(folder.resolve("other.json"), "{}");

        assertThatIOException()
                .isThrownBy(() -> new SpeedJson().read(file))
                .withMessage(file + " is not a file of 'bench --json': extent must be smoke, quick or full: ''");
    }

    @Test
    void theDocumentSaysOfEachGoalThatItHasWhetherItsNumberReachesIt() throws Exception {
        List<String> document = Files.readAllLines(Path.of("..", "docs", "PERFORMANCE.md"));

        for (Goal goal : Goal.ALL) {
            for (String row : document) {
                if (row.startsWith("| `" + goal.figure() + "` |")) {
                    String[] cells = row.split(" \\| ", -1);
                    String measured = cells[3].split(" ", -1)[0].replace(",", "");
                    boolean reached = goal.isReached(Double.parseDouble(measured));
                    assertThat(cells[2]).as(row).isEqualTo(goal.wanted());
                    assertThat(cells[4]).as(row).startsWith(reached ? "reached" : "**missed**");
                }
            }
        }
    }

    private JsonNode written(Figures figures) throws Exception {
        Path file = folder.resolve("speed.json");
        new SpeedJson().write(Extent.SMOKE, new Conditions().now(), figures, file);
        return new ObjectMapper().readTree(file.toFile());
    }
}
