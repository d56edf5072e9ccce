package io.surprisal.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code forecast} as its user meets it. */
class ForecastCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void printsTimesExpectationsAndBands() throws IOException {
        Path file = waves("cpu.csv", 1_000, "");

        assertThat(run("forecast", "--data", file.toString(), "--rows", "3")).isZero();

        assertThat(out.toString().lines())
                .hasSize(6)
                .anyMatch(line -> line.matches("cpu after 1000 rows, by default/.+: 3 rows every 600 s, bands of 90 %"))
                .anyMatch(line -> line.matches("2023-11-21T20:53:20Z +[0-9.]+ +[0-9.]+ +[0-9.]+"));
    }

    @Test
    void printsJsonWithEachFeature() throws IOException {
        Path file = waves("both.csv", 500, ",");

        assertThat(run("forecast", "--data", file.toString(), "--rows", "5", "--band", "50", "--json"))
                .isZero();

        JsonNode tree = new JsonMapper().readTree(out.toString());
        JsonNode last = tree.get("rows").get(4).get("features");
        assertThat(tree.get("coverage").doubleValue()).isEqualTo(0.5);
        assertThat(last.get("value").get("low").doubleValue())
                .isLessThan(last.get("value").get("high").doubleValue());
        assertThat(last.get("empty").get("expected").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'give --data or --from-topic, one of them'",
        "'--data a.csv --from-topic t', 'give --data or --from-topic, one of them'",
        "'--from-topic t', '--from-topic and --key go together'",
        "'--data a.csv --rows 0', '--rows must be 1 to 10000: 0'",
        "'--data a.csv --band 100', '--band must be above 0 and below 100: 100.0'",
        "'--data a.csv --path sideways', '--path'"
    })
    void refusesWrongUseWithExitCode2(String options, String reason) {
        String[] arguments = ("forecast " + options).strip().split(" ");

        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(reason);
    }

    @Test
    void saysWhichFileIsMissingWithExitCode1() {
        assertThat(run("forecast", "--data", folder.resolve("none.csv").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none.csv").doesNotContain("\tat ");
    }

    @Test
    void refusesASeriesWithoutRowsWithExitCode1() throws IOException {
        Path file = folder.resolve("empty.csv");
        Files.writeString(file, "timestamp,value\n");

        assertThat(run("forecast", "--data", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("there are no rows to forecast from: empty");
    }

    private Path waves(String name, int rows, String more) throws IOException {
        StringBuilder text = new StringBuilder("timestamp,value" + (more.isEmpty() ? "" : more + "empty")).append('\n');
        for (int row = 0; row < rows; row++) {
            long seconds = 1_700_000_000L + 600L * row;
            double value = 50 + 10 * Math.sin(2 * Math.PI * seconds / 86_400);
            text.append(seconds).append(',').append(value).append(more).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... arguments) {
        return Surprisal.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
