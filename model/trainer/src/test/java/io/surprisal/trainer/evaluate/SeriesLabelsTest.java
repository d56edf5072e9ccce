package io.surprisal.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.metric.RowLabels;
import io.surprisal.trainer.evaluate.metric.RowRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesLabelsTest {

    private final Path folder;

    SeriesLabelsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void findsRowsByTheirIndexBothEndsIncluded() throws IOException {
        RowLabels rows = rows("t,value\n0,1\n1,1\n2,1\n3,1\n", "labels.csv", "key,start,end\ncpu,1,2\ncpu,3,9\n");

        assertThat(rows).isEqualTo(labels(false, new RowRange(1, 2), new RowRange(3, 3)));
    }

    @Test
    void findsRowsWithTimestampsByNumberOrByTime() throws IOException {
        String series = "timestamp,value\n1400000000,1\n1400000060,1\n1400000120,1\n1400000180,1\n";

        assertThat(rows(series, "labels.csv", "key,start,end\ncpu,1,2\n")).isEqualTo(labels(false, new RowRange(1, 2)));
        assertThat(rows(series, "labels.csv", "key,start,end\ncpu,2014-05-13T16:53:40,2014-05-13T16:54:40\n"))
                .isEqualTo(labels(false, new RowRange(1, 1)));
    }

    @Test
    void drawsAWindowFromTheRowAtItsFirstTimeToTheRowAtItsLastThoughTheClockGoesBackBetween() throws IOException {
        RowLabels rows = rows(
                "timestamp,value\n2014-01-01 01:00:00,1\n2014-01-01 02:00:00,1\n2014-01-01 01:30:00,1\n2014-01-01 03:00:00,1\n",
                "labels.json",
                "{\"cpu.csv\": [[\"2014-01-01 02:00:00.000000\", \"2014-01-01 03:00:00.000000\"]]}");

        assertThat(rows).isEqualTo(labels(true, new RowRange(1, 3)));
    }

    @Test
    void measuresNoSeriesThatTheWindowsDoNotName() throws IOException {
        Files.writeString(folder.resolve("cpu.csv"), "t,value\n0,1\n");
        Path windows = Files.writeString(folder.resolve("labels.json"), "{\"other.csv\": []}");

        SeriesCatalogue catalogue = SeriesCatalogue.open(folder);

        assertThat(Labels.read(windows).of(catalogue.series().get(0))).isEmpty();
        assertThat(Labels.read(windows).unknown(catalogue.series())).containsExactly("other.csv");
        assertThat(Labels.none().of(catalogue.series().get(0))).isEmpty();
    }

    private RowLabels rows(String series, String name, String labels) throws IOException {
        Files.writeString(folder.resolve("cpu.csv"), series);
        Files.writeString(folder.resolve(name), labels);
        SeriesFile file = SeriesCatalogue.open(folder).series().get(0);
        SeriesLabels known = Labels.beside(folder).of(file).orElseThrow();
        try (SeriesReader reader = file.open()) {
            while (reader.next()) {
                known.add(reader);
            }
        }
        return known.rows();
    }

    private static RowLabels labels(boolean asWindows, RowRange... stretches) {
        return new RowLabels(4, java.util.List.of(stretches), asWindows);
    }
}
