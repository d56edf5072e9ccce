package io.surprisal.deploy.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFeedTest {

    @TempDir
    private Path folder;

    @Test
    void interleavesSeriesByEventTimeEachInItsOwnOrder() throws IOException {
        write("a.csv", "timestamp,value\n2026-01-01 00:00:00,1\n2026-01-01 02:00:00,2\n");
        write("b.csv", "timestamp,value\n2026-01-01 01:00:00,3\n2026-01-01 00:30:00,4\n2026-01-01 03:00:00,5\n");

        assertThat(rows()).containsExactly("a=1.0", "b=3.0", "b=4.0", "a=2.0", "b=5.0");
    }

    @Test
    void streamsTheHistoryOfASeriesBeforeItsTest() throws IOException {
        write("train/a.csv", "t,x\n0,1\n1,2\n");
        write("test/a.csv", "t,x\n0,3\n");

        assertThat(rows()).containsExactly("a=1.0 history", "a=2.0 history", "a=3.0");
    }

    @Test
    void refusesSeriesOfDifferentColumnsNamingBoth() throws IOException {
        write("a.csv", "timestamp,cpu\n2026-01-01,1\n");
        write("b.csv", "timestamp,mem\n2026-01-01,1\n");

        assertThatThrownBy(this::rows)
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("same columns")
                .hasMessageContaining("a.csv has [cpu]")
                .hasMessageContaining("b.csv has [mem]");
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        try (FolderFeed feed = FolderFeed.of(SeriesCatalogue.open(folder))) {
            for (Optional<FeedRow> row = feed.next(); row.isPresent(); row = feed.next()) {
                rows.add(row.get().key() + "=" + row.get().values()[0]
                        + (row.get().history() ? " history" : ""));
            }
        }
        return rows;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
