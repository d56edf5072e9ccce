package io.surprisal.trainer.bench.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.ForecastPath;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastBenchTest {

    private final ModelSnapshot shipped = ModelCodec.fromFile(BundledModel.load());

    @TempDir
    Path folder;

    @Test
    void theShippedModelBeatsTheLastValueOnADailyWave() throws IOException {
        writeWave("wave.csv", 3_000);
        writeWave("short.csv", 100);

        ForecastReport report = new ForecastBench(shipped, 144, 6, ForecastPath.HORIZONS).run(folder, Progress.NONE);

        assertThat(report.series()).isEqualTo(1);
        assertThat(report.lines())
                .extracting(line -> line.range().toString())
                .containsExactly("1", "2-6", "7-23", "24", "25-95", "96", "97-144");
        ForecastReport.Line far = report.lines().get(4);
        assertThat(far.errors().get(0)).isLessThan(far.errors().get(1) / 2);
        assertThat(far.held()).isBetween(0.6, 1.0);
        assertThat(ForecastTable.lines(report))
                .hasSize(2 + 7)
                .allSatisfy(line -> assertThat(line).doesNotContain("NaN"));
    }

    @Test
    void writesErrorsOfEachMethodAsJson() throws IOException {
        writeWave("wave.csv", 1_000);
        ForecastBench bench = new ForecastBench(shipped, 10, 2, ForecastPath.FEEDBACK);
        Path file = folder.resolve("report.json");

        new ForecastJson().write(bench, List.of(bench.run(folder, Progress.NONE)), file);

        JsonNode tree = new JsonMapper().readTree(file.toFile());
        assertThat(tree.at("/model/sha256").asText())
                .isEqualTo(shipped.identity().sha256());
        assertThat(tree.at("/path").asText()).isEqualTo("feedback");
        assertThat(tree.at("/folders/0/ranges")).hasSize(3);
        JsonNode last = tree.at("/folders/0/ranges/2");
        assertThat(last.at("/last").asInt()).isEqualTo(10);
        assertThat(last.at("/medianError")).hasSize(ForecastMethod.values().length);
        assertThat(last.at("/medianError/DETECTOR").asDouble()).isPositive();
        assertThat(last.at("/held").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void dividesFewRowsIntoFewRanges() {
        assertThat(LeadRange.upTo(10)).containsExactly(new LeadRange(1, 1), new LeadRange(2, 6), new LeadRange(7, 10));
        assertThat(LeadRange.upTo(1)).isEqualTo(List.of(new LeadRange(1, 1)));
    }

    @Test
    void refusesRowsOutOfRange() {
        assertThatThrownBy(() -> new ForecastBench(shipped, 0, 1, ForecastPath.HORIZONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rows=0");
    }

    private void writeWave(String name, int rows) throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("timestamp,value\n");
        for (int row = 0; row < rows; row++) {
            long seconds = 1_700_000_000L + 600L * row;
            double wave = 50 + 10 * Math.sin(2 * Math.PI * seconds / 86_400) + random.nextGaussian();
            text.append(seconds).append(',').append(wave).append('\n');
        }
        Files.writeString(folder.resolve(name), text);
    }
}
