package io.surprisal.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesCatalogueTest {

    private final Path folder;

    SeriesCatalogueTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void findsSeriesInAllFoldersInTheOrderOfTheirPaths() throws IOException {
        write("b/two.csv", "a/one.csv.gz", "root.csv", "b/notes.txt", "a/labels.csv", "keys.csv");

        SeriesCatalogue catalogue = SeriesCatalogue.open(folder);

        assertThat(catalogue.series())
                .extracting(SeriesFile::path)
                .containsExactly("a/one.csv", "b/two.csv", "root.csv");
        assertThat(catalogue.series()).extracting(SeriesFile::key).containsExactly("a/one", "b/two", "root");
        assertThat(catalogue.scored()).isEqualTo(catalogue.series());
        assertThat(catalogue.histories()).isEmpty();
    }

    @Test
    void pairsTheTestPartWithTheTrainPartOfTheSameName() throws IOException {
        write("train/one.csv", "train/old.csv", "test/one.csv.gz", "test/new.csv", "elsewhere.csv");

        SeriesCatalogue catalogue = SeriesCatalogue.open(folder);

        assertThat(catalogue.scored()).extracting(SeriesFile::key).containsExactly("new", "one");
        assertThat(catalogue.scored()).extracting(SeriesFile::path).containsExactly("test/new.csv", "test/one.csv");
        assertThat(catalogue.histories()).extracting(SeriesFile::key).containsExactly("old", "one");
    }

    @Test
    void takesAFolderWithoutTestAsPlain() throws IOException {
        write("train/one.csv");

        assertThat(SeriesCatalogue.open(folder).scored())
                .extracting(SeriesFile::key)
                .containsExactly("train/one");
    }

    @Test
    void refusesAFolderWithoutSeries() throws IOException {
        write("labels.csv");

        assertThatThrownBy(() -> SeriesCatalogue.open(folder))
                .isInstanceOf(BadDataException.class)
                .hasMessage("there is no series (*.csv, *.csv.gz) below " + folder);
        assertThatThrownBy(() -> SeriesCatalogue.open(folder.resolve("gone")))
                .isInstanceOf(BadDataException.class)
                .hasMessage("there is no folder " + folder.resolve("gone"));
    }

    @Test
    void refusesASeriesThatIsThereTwice() throws IOException {
        write("one.csv", "one.csv.gz");

        assertThatThrownBy(() -> SeriesCatalogue.open(folder))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("both packed and plain");
    }

    @Test
    void namesTheFaultyFieldOfKeys() throws IOException {
        write("one.csv");
        Files.write(folder.resolve("keys.csv"), List.of("key,step_s", "one,60", "two,often"));

        assertThatThrownBy(() -> SeriesCatalogue.open(folder))
                .isInstanceOf(MalformedCsvException.class)
                .hasMessageContaining("keys.csv, line 3, column 2: step_s must be a number: 'often'");
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name.equals("keys.csv") ? "key\n" : "t,value\n");
        }
    }
}
