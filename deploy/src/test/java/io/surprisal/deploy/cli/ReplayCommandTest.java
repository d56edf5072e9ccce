package io.surprisal.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

    private static final int ROWS = 600;
    private static final int SPIKE = 500;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void findsOnFilesTheAlertsThatEvaluateFound() throws IOException {
        Path data = series();
        Path scores = folder.resolve("scores");
        assertThat(run("evaluate", "--data", data.toString(), "--out", scores.toString(), "--baselines", "none"))
                .isZero();

        assertThat(run("replay", "--through", "bundled", "--data", data.toString(), "--raised", scores.toString()))
                .isZero();

        assertThat(out.toString())
                .contains("both", "cpu.csv:" + (SPIKE + 1), "rows 600 of 1 series, 550 scored")
                .doesNotContain("only raised")
                .doesNotContain("only replayed");
    }

    @Test
    void namesScoresThatAreNotThere() throws IOException {
        assertThat(run("replay", "--through", "bundled", "--data", series().toString(), "--raised", folder.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains("there are no scores of cpu.csv");
    }

    @Test
    void wantsToKnowWhatIsReplayed() {
        assertThat(run("replay", "--data", "history")).isEqualTo(2);
        assertThat(err.toString()).contains("which version?");
        assertThat(run("replay", "--through", "a", "--model", "b")).isEqualTo(2);
        assertThat(run("replay", "--through", "a", "--raised", "b")).isEqualTo(2);
        assertThat(run("replay", "--alert", "a", "--data", "b")).isEqualTo(2);
    }

    private Path series() throws IOException {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>(List.of("t,value"));
        for (int row = 0; row < ROWS; row++) {
            lines.add(row + "," + (100 + random.nextGaussian() + (row == SPIKE ? 60 : 0)));
        }
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.write(data.resolve("cpu.csv"), lines);
        return data;
    }

    private int run(String... arguments) {
        return Surprisal.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
