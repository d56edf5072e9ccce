package io.surprisal.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.MalformedCsvException;
import io.surprisal.trainer.evaluate.baseline.BaselineSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

    private static final ModelSnapshot MODEL = TestModels.persistence(List.of());
    private static final int SPIKE = 900;

    private final Path folder;
    private final Path data;
    private int runs;

    EvaluationTest(@TempDir Path folder) {
        this.folder = folder;
        this.data = folder.resolve("data");
    }

    @Test
    void writesOneRowForEachRowAtTheSamePath() throws Exception {
        write("cloud/cpu.csv", timestamps(0, 1000));

        Path out = evaluate(1);

        List<String> rows = Files.readAllLines(out.resolve("cloud/cpu.csv"));
        assertThat(rows).hasSize(1001).first().isEqualTo("timestamp,value,anomaly_score,score,alert");
        assertThat(rows.get(1)).startsWith("1400000000,").endsWith(",0,0,0");
        assertThat(rows.get(1 + SPIKE)).matches("1400270000,[0-9.]+,(0\\.[5-9][0-9]*),\\1,1");
    }

    @Test
    void writesNoValueForRowIndicesAndForSeveralFeatures() throws Exception {
        write("a.csv", List.of("t,value", "0,1", "1,2"));
        write("b.csv", List.of("timestamp,x,y", "2014-04-01 00:00:00,1,2"));

        Path out = evaluate(1);

        assertThat(out.resolve("a.csv")).hasContent("t,anomaly_score,score,alert\n0,0,0,0\n1,0,0,0\n");
        assertThat(out.resolve("b.csv")).hasContent("timestamp,anomaly_score,score,alert\n2014-04-01 00:00:00,0,0,0\n");
    }

    @Test
    void runsTheStateOnFromTheHistoryIntoTheRowsThatAreScored() throws Exception {
        write("train/cpu.csv", timestamps(0, 700));
        write("test/cpu.csv", timestamps(700, 1000));
        Path split = evaluate(1);
        Files.delete(data.resolve("train/cpu.csv"));
        Files.delete(data.resolve("test/cpu.csv"));
        Files.delete(data.resolve("test"));
        write("cpu.csv", timestamps(0, 1000));

        Path whole = evaluate(1);

        List<String> scored = Files.readAllLines(split.resolve("test/cpu.csv"));
        assertThat(scored.subList(1, scored.size()))
                .isEqualTo(Files.readAllLines(whole.resolve("cpu.csv")).subList(701, 1001));
    }

    @Test
    void knowsNothingOfLaterRows() throws Exception {
        write("cpu.csv", timestamps(0, 1000));
        Path whole = evaluate(1);
        write("cpu.csv", timestamps(0, 950));

        Path cut = evaluate(1);

        assertThat(Files.readAllLines(cut.resolve("cpu.csv")))
                .isEqualTo(Files.readAllLines(whole.resolve("cpu.csv")).subList(0, 951));
    }

    @Test
    void writesTheSameWithAnyNumberOfThreadsAndWithOrWithoutLabels() throws Exception {
        for (int series = 0; series < 7; series++) {
            write("cpu" + series + ".csv", timestamps(series, 1000 - 50 * series));
        }
        Path alone = evaluate(1);
        write("labels.csv", List.of("key,start,end", "cpu0,100,110"));

        Path many = evaluate(4);

        for (int series = 0; series < 7; series++) {
            assertThat(many.resolve("cpu" + series + ".csv"))
                    .hasSameBinaryContentAs(alone.resolve("cpu" + series + ".csv"));
        }
    }

    @Test
    void writesLateDuplicateMissingAndRejectedRowsWithScoreZero() throws Exception {
        List<String> rows = timestamps(0, 800);
        String last = rows.get(rows.size() - 1);
        rows.addAll(List.of(last, "1400000000,5", "1400240000,", "1400240300,inf"));
        write("cpu.csv", rows);

        Path out = evaluate(1);

        List<String> scores = Files.readAllLines(out.resolve("cpu.csv"));
        assertThat(scores).hasSize(805);
        assertThat(scores.get(801)).endsWith(",0,0,0");
        assertThat(scores.subList(802, 805))
                .containsExactly("1400000000,5,0,0,0", "1400240000,,0,0,0", "1400240300,Infinity,0,0,0");
    }

    @Test
    void takesCovariatesAsInputsThatAreNotScored() throws Exception {
        write("keys.csv", List.of("key,targets", "pump,flow"));
        write("pump.csv", List.of("timestamp,flow,command", "1400000000,1,0", "1400000060,2,1"));
        EvaluateOptions options =
                EvaluateOptions.of(data, folder.resolve("out"), TestModels.persistence(List.of("command", "other")));

        new Evaluation(1).run(options, Progress.NONE);

        assertThat(folder.resolve("out/pump.csv"))
                .hasContent("timestamp,value,anomaly_score,score,alert\n1400000000,1,0,0,0\n1400000060,2,0,0,0\n");
    }

    @Test
    void measuresBesideTheBaselinesWhereThereAreLabels() throws Exception {
        write("cpu.csv", timestamps(0, 1000));
        write("labels.csv", List.of("key,start,end", "cpu,890,910", "gone,1,2"));
        EvaluateOptions options = EvaluateOptions.of(data, folder.resolve("out"), MODEL);

        EvaluationReport report = new Evaluation(2).run(options, Progress.NONE);

        assertThat(report.methods()).hasSize(7).first().satisfies(detector -> {
            assertThat(detector.method()).isEqualTo("surprisal");
            assertThat(detector.metrics().events().found()).isEqualTo(1);
            assertThat(detector.metrics().events().medianDelayRows()).isEqualTo(10);
        });
        assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("1 labelled series", "gone"));
        assertThat(ReportTable.lines(report)).allMatch(line -> line.length() <= 120);
        assertThat(String.join("\n", ReportTable.lines(report)))
                .contains("1 series, 1,000 rows scored", "surprisal", "persistence", "hour-of-day profile");
    }

    @Test
    void writesAllFiguresAsJson() throws Exception {
        write("cpu.csv", timestamps(0, 1000));
        Path labels = write("elsewhere.json", List.of("{\"cpu.csv\": [[\"1400264000\", \"1400276000\"]]}"));
        Files.move(labels, folder.resolve("labels.json"));
        EvaluateOptions options = new EvaluateOptions(
                data,
                folder.resolve("out"),
                MODEL,
                ModelFitter.NONE,
                Labels.read(folder.resolve("labels.json")),
                BaselineSet.SIMPLE);

        new ReportJson().write(new Evaluation(1).run(options, Progress.NONE), folder.resolve("report.json"));

        JsonNode report =
                new JsonMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(report.at("/model/name").asText()).isEqualTo("persistence");
        assertThat(report.at("/rows").asInt()).isEqualTo(1000);
        assertThat(report.at("/methods/0/anomaliesFound").asInt()).isEqualTo(1);
        assertThat(report.at("/methods/0/nab/windowsFound").asInt()).isEqualTo(1);
        assertThat(report.at("/methods/0/nab/lowFalsePositives").isNumber()).isTrue();
        assertThat(report.at("/keys/0/methods/4/method").asText()).isEqualTo("robust z");
        assertThat(report.at("/keys/0/methods/4/prAuc").isNumber()).isTrue();
        for (String figure :
                List.of("vusPr", "fc1", "pooledPrAuc", "pointPrecision", "falseAlertRunsPer1000RowsWorstKey")) {
            assertThat(report.at("/methods/0/" + figure).isNumber()).as(figure).isTrue();
        }
    }

    @Test
    void scoresWithTheModelThatTheFitterMadeOfTheHistories() throws Exception {
        write("train/cpu.csv", timestamps(0, 100));
        write("test/cpu.csv", timestamps(100, 200));
        ModelSnapshot fitted = TestModels.persistence(List.of("command"));
        List<String> seen = new ArrayList<>();
        ModelFitter fitter = (base, series, progress) -> {
            series.histories().forEach(one -> seen.add(one.key()));
            return fitted;
        };

        EvaluationReport report = new Evaluation(1)
                .run(
                        new EvaluateOptions(data, folder.resolve("out"), MODEL, fitter, Labels.none(), BaselineSet.ALL),
                        Progress.NONE);

        assertThat(report.model()).isSameAs(fitted);
        assertThat(report.methods()).isEmpty();
        assertThat(seen).containsExactly("cpu");
    }

    @Test
    void comparesTheFeaturesOfIncidentsWithoutChangingAnyScore() throws Exception {
        List<String> rows = new ArrayList<>(List.of("t,a,b,c"));
        Random random = new Random(2);
        for (int row = 0; row < 1000; row++) {
            rows.add(row + "," + random.nextDouble() + "," + (random.nextDouble() + (row == SPIKE ? 50 : 0)) + ","
                    + random.nextDouble());
        }
        write("cpu.csv", rows);
        Path before = evaluate(1);
        write("labels.csv", List.of("key,start,end", "cpu,890,910"));
        write("interpretation.csv", List.of("key,start,end,features", "cpu,890,910,b", "cpu,100,120,a c"));
        EvaluateOptions options = EvaluateOptions.of(data, folder.resolve("out"), MODEL);

        EvaluationReport report = new Evaluation(1).run(options, Progress.NONE);

        assertThat(report.attribution().incidents()).isEqualTo(2);
        assertThat(report.attribution().sum()).isGreaterThanOrEqualTo(1);
        assertThat(folder.resolve("out/cpu.csv")).hasSameBinaryContentAs(before.resolve("cpu.csv"));
        assertThat(report.methods())
                .extracting(MethodTotal::method)
                .containsExactly(
                        "surprisal",
                        "persistence",
                        "EWMA",
                        "hour-of-day profile",
                        "robust z",
                        "ridge VAR(5)",
                        "Random Cut Forest");
    }

    @Test
    void namesTheFieldThatBreaksTheFormat() throws Exception {
        write("cpu.csv", List.of("t,value", "0,1", "1,high"));

        assertThatThrownBy(() -> evaluate(2))
                .isInstanceOf(MalformedCsvException.class)
                .hasMessageContaining("cpu.csv, line 3, column 2: value must be a number or empty: 'high'");
    }

    @Test
    void refusesHistoriesAlone() throws Exception {
        write("train/cpu.csv", timestamps(0, 10));
        Files.createDirectories(data.resolve("test"));

        assertThatThrownBy(() -> evaluate(1))
                .isInstanceOf(BadDataException.class)
                .hasMessage("there is no series to score below " + data.resolve("test"));
    }

    @Test
    void refusesAnOutputThatIsNotEmptyOrInsideTheData() throws Exception {
        write("cpu.csv", timestamps(0, 10));
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.createFile(full.resolve("notes.txt"));

        assertThatThrownBy(() -> OutputFolder.prepare(full, data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the output must be new or empty: out=" + full + ", found=notes.txt");
        assertThatThrownBy(() -> OutputFolder.prepare(data.resolve("new/out"), data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the output must not be inside the data");
        Files.createSymbolicLink(folder.resolve("link"), data);
        assertThatThrownBy(() -> OutputFolder.prepare(folder.resolve("link/out"), data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the output must not be inside the data");
        assertThat(data.resolve("new")).doesNotExist();
    }

    @Test
    void refusesLabelsThatCannotBeRead() throws Exception {
        write("cpu.csv", timestamps(0, 10));

        Path json = write("labels.json", List.of("{\"cpu.csv\": [[\"noon\", \"night\"]]}"));
        assertThatThrownBy(() -> Labels.read(json))
                .isInstanceOf(BadDataException.class)
                .hasMessage(json + ": an event time must be an ISO date-time or a number: 'noon'");
        Path broken = write("broken.json", List.of("{", "\"cpu.csv\" [] }"));
        assertThatThrownBy(() -> Labels.read(broken))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining(broken + ", line 2, column ");
        Path csv = write("labels.csv", List.of("key,start,end", "cpu,5,4"));
        assertThatThrownBy(() -> Labels.read(csv))
                .isInstanceOf(MalformedCsvException.class)
                .hasMessageContaining("line 2, column 2: a labelled stretch must not end before it begins");
    }

    private Path evaluate(int threads) throws IOException, InterruptedException {
        Path out = folder.resolve("out" + runs++);
        new Evaluation(threads).run(EvaluateOptions.of(data, out, MODEL), Progress.NONE);
        return out;
    }

    private Path write(String name, List<String> lines) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, lines);
    }

    /** Rows of noise five minutes apart, with a spike at row {@value #SPIKE}. */
    private static List<String> timestamps(int from, int to) {
        Random random = new Random(1);
        List<String> noise = Stream.generate(() -> random.nextDouble())
                .limit(to)
                .map(Object::toString)
                .toList();
        List<String> lines = new ArrayList<>(List.of("timestamp,value"));
        for (int row = from; row < to; row++) {
            lines.add((1_400_000_000 + 300 * row) + "," + (row == SPIKE ? "50" : noise.get(row)));
        }
        return lines;
    }
}
