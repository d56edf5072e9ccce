package io.surprisal.trainer.train.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.trainer.data.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvHistoryTest {

    @Test
    void readsTheTrainPartsAndNothingElse(@TempDir Path folder) throws IOException {
        write(folder.resolve("train/a.csv"), "t,value", 300);
        write(folder.resolve("test/a.csv"), "t,value", 700);

        List<SeriesHistory> series = new CsvHistory(folder, CsvHistory.Rows.PROBATION).read();

        assertThat(series).hasSize(1);
        assertThat(series.get(0).key()).isEqualTo("a");
        assertThat(series.get(0).rows()).hasSize(300);
    }

    @Test
    void readsOnlyTheBeginningWhereThereAreNoTrainParts(@TempDir Path folder) throws IOException {
        write(folder.resolve("short.csv"), "timestamp,value", 1000);
        write(folder.resolve("long.csv"), "timestamp,value", 10_000);

        List<SeriesHistory> series = new CsvHistory(folder, CsvHistory.Rows.PROBATION).read();

        assertThat(series).extracting(SeriesHistory::key).containsExactly("long", "short");
        assertThat(series).extracting(one -> one.rows().size()).containsExactly(750, 150);
    }

    @Test
    void readsAllRowsOfAFolderThatIsHistoryAlone(@TempDir Path folder) throws IOException {
        write(folder.resolve("a.csv"), "timestamp,value", 1000);

        List<SeriesHistory> series = new CsvHistory(folder, CsvHistory.Rows.ALL).read();

        assertThat(series.get(0).rows()).hasSize(1000);
    }

    @Test
    void givesCovariatesByNameAndMissingWhereASeriesHasNone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("keys.csv"), "key,targets\na,f\n");
        Files.writeString(folder.resolve("a.csv"), "t,f,c1,c2\n0,1,2,3\n1,4,5,6\n");
        SeriesHistory history =
                new CsvHistory(folder, CsvHistory.Rows.ALL).read().get(0);

        SeriesHistory changed = history.withCovariates(List.of("c2", "other"));

        assertThat(history.covariates()).containsExactly("c1", "c2");
        assertThat(changed.rows().get(1).covariate(0)).isEqualTo(6);
        assertThat(changed.rows().get(1).covariate(1)).isNaN();
        assertThat(history.withCovariates(List.of()).rows().get(0).covariates()).isZero();
    }

    @Test
    void saysThatThereAreNoRows(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.csv"), "timestamp,value\n");

        assertThatThrownBy(() -> new CsvHistory(folder, CsvHistory.Rows.ALL).read())
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("no rows to learn from below " + folder);
    }

    private static void write(Path file, String header, int rows) throws IOException {
        Files.createDirectories(file.getParent());
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int row = 0; row < rows; row++) {
            text.append(row).append(',').append(row % 7).append('\n');
        }
        Files.writeString(file, text);
    }
}
