package io.surprisal.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindLabelsTest {

    @TempDir
    private Path folder;

    @Test
    void readsTheKindsByName() throws IOException {
        KindLabels labels = KindLabels.read(file("key,start,end,kind\na,5,9,surge\na,20,20, outage \nb,1,2,surge\n"));

        assertThat(labels.kinds()).containsExactly("outage", "surge");
        labels.requireKnown(List.of(SeriesFile.of(Path.of("a.csv")), SeriesFile.of(Path.of("b.csv"))));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "key,start,end / a,1,2                      | the header must have the column kind",
                "key,start,end,kind / a,9,5,surge           | a labelled stretch must not end before it begins",
                "key,start,end,kind / a,soon,later,surge    | kinds.csv, line 2",
                "key,start,end,kind / a,1,2,                | a kind must have a name other than 'none of these': kind=''",
                "key,start,end,kind / a,1,2,none of these   | a kind must have a name other than",
                "key,start,end,kind / a,1,2                 | a row must have as many fields as the header",
                "key,start,end,kind                         | names no incident"
            })
    void refusesAFileSayingWhatIsWrongWithIt(String lines, String message) throws IOException {
        Path file = file(lines.replace(" / ", "\n") + "\n");

        assertThatThrownBy(() -> KindLabels.read(file))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesNamesOfSeriesThatAreNotThere() throws IOException {
        KindLabels labels = KindLabels.read(file("key,start,end,kind\na,5,9,surge\nc,5,9,surge\n"));

        assertThatThrownBy(() -> labels.requireKnown(List.of(SeriesFile.of(Path.of("a.csv")))))
                .isInstanceOf(BadDataException.class)
                .hasMessage("the labels name series that are not there: [c]");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("kinds.csv"), content);
    }
}
