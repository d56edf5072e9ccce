package io.surprisal.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.trainer.data.SeriesFile.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesReaderTest {

    private final Path folder;

    SeriesReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void givesTheRowsInFileOrderAndTheirTimesVerbatim() throws IOException {
        write("cpu.csv", "timestamp,value\n2014-04-01 00:05:00,2.5\n2014-04-01T00:00:00Z,-1e3\n1396310400,7\n");

        List<String> rows = rowsOf("cpu");

        assertThat(rows)
                .containsExactly(
                        "SCORED 0 2014-04-01 00:05:00 1396310700000 [2.5] []",
                        "SCORED 1 2014-04-01T00:00:00Z 1396310400000 [-1000.0] []",
                        "SCORED 2 1396310400 1396310400000 [7.0] []");
    }

    @Test
    void countsRowIndicesFromZeroInStepsOfAMinuteUnlessKeysSaysOtherwise() throws IOException {
        write("cpu.csv", "t,value\n0,1\n1,2\n5,3\n");

        List<String> rows = rowsOf("cpu");

        assertThat(rows)
                .containsExactly("SCORED 0 0 0 [1.0] []", "SCORED 1 1 60000 [2.0] []", "SCORED 2 5 300000 [3.0] []");
    }

    @Test
    void startsTheTestPartOneStepAfterTheLastRowOfTheTrainPart() throws IOException {
        write("keys.csv", "key,step_s,train_start_epoch,test_start_epoch\ncpu,300,1000,\n");
        write("train/cpu.csv", "t,value\n0,1\n1,2\n");
        write("test/cpu.csv", "t,value\n0,3\n1,4\n");

        List<String> rows = rowsOf("cpu");

        assertThat(rows)
                .containsExactly(
                        "HISTORY 0 0 1000000 [1.0] []",
                        "HISTORY 1 1 1300000 [2.0] []",
                        "SCORED 0 0 1600000 [3.0] []",
                        "SCORED 1 1 1900000 [4.0] []");
    }

    @Test
    void startsTheTestPartWhereKeysSays() throws IOException {
        write("keys.csv", "key,step_s,train_start_epoch,test_start_epoch\ncpu,60,1000,9000\n");
        write("train/cpu.csv", "t,value\n0,1\n");
        write("test/cpu.csv", "t,value\n2,3\n");

        List<String> rows = rowsOf("cpu");

        assertThat(rows).containsExactly("HISTORY 0 0 1000000 [1.0] []", "SCORED 0 2 9120000 [3.0] []");
    }

    @Test
    void readsTheHistoryAloneWhenAsked() throws IOException {
        write("train/cpu.csv", "t,value\n0,1\n");
        write("test/cpu.csv", "t,value\n0,this is never read\n");

        try (SeriesReader reader =
                SeriesCatalogue.open(folder).histories().get(0).openHistory()) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void scoresTheTargetsAndTakesTheOtherColumnsAsCovariates() throws IOException {
        write("keys.csv", "key,targets\npump,\"b,d\"\n");
        write("pump.csv", "t,key,a,b,label,d\n0,pump,1,2,0,4\n");

        try (SeriesReader reader = open("pump")) {
            assertThat(reader.columns()).isEqualTo(new SeriesColumns("t", List.of("b", "d"), List.of("a")));
        }
        assertThat(rowsOf("pump")).containsExactly("SCORED 0 0 0 [2.0, 4.0] [1.0]");
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", " ", "NaN", "nan", "null", "NULL"})
    void takesAsMissing(String field) throws IOException {
        write("cpu.csv", "t,a,b\n0," + field + ",2\n");

        assertThat(rowsOf("cpu")).containsExactly("SCORED 0 0 0 [NaN, 2.0] []");
    }

    @Test
    void leavesInfinitiesToTheDetector() throws IOException {
        write("cpu.csv", "t,a,b,c\n0,inf,-Infinity,1e999\n");

        assertThat(rowsOf("cpu")).containsExactly("SCORED 0 0 0 [Infinity, -Infinity, Infinity] []");
    }

    @Test
    void readsPackedFilesQuotedFieldsByteOrderMarksAndWindowsLines() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write("\uFEFFtimestamp, value\r\n\"2014-04-01 00:00:00\",\"1.5\"\r\n\r\n2014-04-01,2"
                    .getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("cpu.csv.gz"), bytes.toByteArray());

        assertThat(rowsOf("cpu"))
                .containsExactly(
                        "SCORED 0 2014-04-01 00:00:00 1396310400000 [1.5] []",
                        "SCORED 1 2014-04-01 1396310400000 [2.0] []");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    a word for a value | timestamp,a,b/2014-04-01,1,2/2014-04-01,1,x    | 3 | 3 | b must be a number
                    Java's own suffix  | t,a/0,1d                                       | 2 | 2 | a must be a number
                    a word for a time  | timestamp,a/yesterday,1                        | 2 | 1 | an event time must be
                    the 30th February  | timestamp,a/2014-02-30,1                       | 2 | 1 | an event time must be
                    half an index      | t,a/0,1/0.5,1                                  | 3 | 1 | t must be a whole number
                    a field too few    | t,a,b/0,1                                      | 2 | 3 | fields=2, header=3
                    a field too many   | t,a/0,1,2                                      | 2 | 3 | fields=3, header=2
                    a name twice       | t,a,a/0,1,2                                    | 1 | 3 | column names
                    no time            | a,t/0,1                                        | 1 | 1 | the first column
                    no reading         | t,key/0,cpu                                    | 1 | 2 | a column of readings
                    """)
    void namesFileLineAndColumnOf(String fault, String lines, long line, int column, String message)
            throws IOException {
        Path file = write("cpu.csv", lines.replace('/', '\n'));

        assertThatThrownBy(() -> rowsOf("cpu"))
                .isInstanceOfSatisfying(MalformedCsvException.class, malformed -> {
                    assertThat(malformed.file()).isEqualTo(file.toString());
                    assertThat(malformed.line()).isEqualTo(line);
                    assertThat(malformed.column()).isEqualTo(column);
                })
                .hasMessageContaining(file + ", line " + line + ", column " + column + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void namesTheLineWhereAPackedFileBreaksOff() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write("t,value\n0,1\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("cpu.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() - 10));

        assertThatThrownBy(() -> rowsOf("cpu"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("cpu.csv.gz");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        write("cpu.csv", "");

        assertThatThrownBy(() -> rowsOf("cpu"))
                .isInstanceOf(MalformedCsvException.class)
                .hasMessageContaining("line 1, column 1: a header row is needed");
    }

    @Test
    void refusesATestPartWithOtherColumnsThanItsTrainPart() throws IOException {
        write("train/cpu.csv", "t,a\n0,1\n");
        write("test/cpu.csv", "t,b\n0,1\n");

        assertThatThrownBy(() -> rowsOf("cpu"))
                .isInstanceOf(MalformedCsvException.class)
                .hasMessageContaining("the header must be that of");
    }

    @Test
    void refusesATargetThatIsNoColumn() throws IOException {
        write("keys.csv", "key,targets\ncpu,f9\n");
        write("cpu.csv", "t,f0\n0,1\n");

        assertThatThrownBy(() -> rowsOf("cpu"))
                .isInstanceOf(MalformedCsvException.class)
                .hasMessageContaining("the header must have every target: targets=[f9], header=[t, f0]");
    }

    private SeriesReader open(String key) {
        return SeriesCatalogue.open(folder).series().stream()
                .filter(series -> series.key().equals(key))
                .findFirst()
                .orElseThrow()
                .open();
    }

    private List<String> rowsOf(String key) {
        List<String> rows = new ArrayList<>();
        try (SeriesReader reader = open(key)) {
            while (reader.next()) {
                Role role = reader.role();
                rows.add(role + " " + reader.row() + " " + reader.time() + " " + reader.eventTimeMs() + " "
                        + Arrays.toString(reader.features()) + " " + Arrays.toString(reader.covariates()));
            }
        }
        return rows;
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
