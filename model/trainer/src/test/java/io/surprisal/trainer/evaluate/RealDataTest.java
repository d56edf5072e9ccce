package io.surprisal.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesFile.Role;
import io.surprisal.trainer.data.SeriesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any real data set: {@code mvn test -Dsurprisal.data=DIR}. */
class RealDataTest {

    private static final String FOLDER = System.getProperty("surprisal.data", "");

    private final Path out;

    RealDataTest(@TempDir Path folder) {
        this.out = folder.resolve("out");
    }

    @BeforeEach
    void needsAFolder() {
        assumeThat(FOLDER)
                .as("skipped: no folder of series, give one by -Dsurprisal.data=DIR")
                .isNotEmpty();
    }

    @Test
    void writesOneRowForEachScoredRowWithItsTimeVerbatim() throws Exception {
        EvaluateOptions options = EvaluateOptions.of(Path.of(FOLDER), out, TestModels.persistence(List.of()));

        new Evaluation().run(options, Progress.NONE);

        for (SeriesFile series : SeriesCatalogue.open(Path.of(FOLDER)).scored()) {
            assertThat(timesWritten(out.resolve(series.path()))).isEqualTo(timesRead(series));
        }
    }

    private static List<String> timesWritten(Path scores) throws IOException {
        try (Stream<String> lines = Files.lines(scores)) {
            return lines.skip(1)
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .toList();
        }
    }

    private static List<String> timesRead(SeriesFile series) {
        try (SeriesReader reader = series.open()) {
            return Stream.generate(reader::next)
                    .takeWhile(found -> found)
                    .filter(found -> reader.role() == Role.SCORED)
                    .map(found -> reader.time())
                    .toList();
        }
    }
}
