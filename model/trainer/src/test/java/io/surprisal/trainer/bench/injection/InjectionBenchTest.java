package io.surprisal.trainer.bench.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.evaluate.baseline.BaselineSet;
import io.surprisal.trainer.inject.IncidentKind;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InjectionBenchTest {

    private static final double[] NONE = {}; // covariates

    private final ModelSnapshot model = ModelCodec.fromFile(BundledModel.load());

    @Test
    void findsSpikesOfEightSigmaInQuietSeries(@TempDir Path folder) throws IOException, InterruptedException {
        writeNoise(folder, 6, 3000);

        InjectionReport report = run(folder, new DetectorMethod("surprisal", model));

        MethodResult detector = report.methods().get(0);
        assertThat(detector.share(false, IncidentKind.SPIKE, 8, Trial::found)).isEqualTo(1);
        assertThat(detector.share(false, IncidentKind.SPIKE, 8, Trial::chance)).isLessThan(0.5);
        assertThat(detector.one().alertsPer1000()).isBetween(0.5, 1.0);
        assertThat(InjectionTable.lines(report)).anyMatch(line -> line.startsWith("spike"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("baselines")
    void copiesABaselineThatThenGoesItsOwnWay(String name, TestedMethod baseline) {
        RandomSource random = new RandomSource(3, 0);
        TestedMethod.Run straight = baseline.begin(2, List.of());
        TestedMethod.Run before = baseline.begin(2, List.of());
        for (int row = 0; row < 300; row++) {
            double[] values = {random.normal(), random.normal()};
            straight.learn(60_000L * row, values, NONE);
            before.learn(60_000L * row, values, NONE);
        }
        double[] first = {random.normal(), random.normal()};
        straight.observe(18_000_000, first, NONE);
        before.observe(18_000_000, first, NONE);

        TestedMethod.Run copy = before.copy();
        before.observe(18_060_000, new double[] {1000, 1000}, NONE);
        copy.observe(18_060_000, new double[] {3, 3}, NONE);
        straight.observe(18_060_000, new double[] {3, 3}, NONE);

        assertThat(copy.score()).isEqualTo(straight.score()).isNotEqualTo(before.score());
    }

    static Stream<Arguments> baselines() {
        return BaselineMethod.all(BaselineSet.ALL).stream().map(method -> Arguments.of(method.name(), method));
    }

    @Test
    void writesRecallByKindAndStrengthAsJson(@TempDir Path folder) throws IOException, InterruptedException {
        Path data = Files.createDirectory(folder.resolve("data"));
        writeNoise(data, 2, 1600);
        Path file = folder.resolve("report.json");

        new InjectionJson().write(run(data, new DetectorMethod("surprisal", model)), file);

        JsonNode kind = new JsonMapper().readTree(file.toFile()).at("/methods/0/oneFeature/kinds/0");
        assertThat(kind.get("kind").asText()).isEqualTo("SPIKE");
        assertThat(kind.get("recall").asDouble()).isBetween(0.0, 1.0);
        assertThat(kind.get("strengths")).hasSize(3);
    }

    @Test
    void givesTheSameFiguresTwice(@TempDir Path folder) throws IOException, InterruptedException {
        writeNoise(folder, 3, 1600);
        TestedMethod method = new DetectorMethod("surprisal", model);

        assertThat(run(folder, method).methods()).isEqualTo(run(folder, method).methods());
    }

    @Test
    void saysWhatIsNeededWhereSeriesAreTooShort(@TempDir Path folder) throws IOException {
        writeNoise(folder, 1, 1000);

        assertThatThrownBy(() -> run(folder, new DetectorMethod("surprisal", model)))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("no stretch of 1500 rows without a label");
    }

    private InjectionReport run(Path folder, TestedMethod method) throws InterruptedException {
        return new InjectionBench(
                        new InjectionOptions(model.identity(), List.of(method), List.of(folder), 1, 77), Progress.NONE)
                .run();
    }

    private static void writeNoise(Path folder, int series, int rows) throws IOException {
        for (int number = 0; number < series; number++) {
            RandomSource random = new RandomSource(5, number);
            StringBuilder text = new StringBuilder("t,value\n");
            for (int row = 0; row < rows; row++) {
                text.append(row).append(',').append(100 + random.normal()).append('\n');
            }
            Files.writeString(folder.resolve("series" + number + ".csv"), text);
        }
    }
}
