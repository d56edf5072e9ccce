package io.surprisal.deploy.feed;

import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.data.SeriesColumns;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesReader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The series of a folder, as {@code evaluate} reads them: the same rows in the same order per series, history first.
 *
 * <p>All series go through one detector, so all must have the same columns.
 */
public final class FolderFeed implements Feed {

    /** Series whose files are open at the same time; more are streamed after these. */
    private static final int OPEN_AT_ONCE = 400;

    /** A series at its current row. */
    private record Cursor(int series, SeriesReader reader, long sortTimeMs) {}

    private final List<SeriesFile> series;
    private final SeriesColumns columns;
    private final PriorityQueue<Cursor> open =
            new PriorityQueue<>(Comparator.comparingLong(Cursor::sortTimeMs).thenComparingInt(Cursor::series));
    private int opened;
    private int finished;

    private FolderFeed(List<SeriesFile> series, SeriesColumns columns) {
        this.series = series;
        this.columns = columns;
    }

    /**
     * A feed of all series that have rows to score.
     *
     * @throws BadDataException if there are none, one is malformed, or two have different columns
     */
    public static FolderFeed of(SeriesCatalogue catalogue) {
        List<SeriesFile> series = catalogue.scored();
        SeriesColumns columns = columns(series.get(0));
        for (SeriesFile other : series) {
            SeriesColumns others = columns(other);
            if (!others.features().equals(columns.features())
                    || !others.covariates().equals(columns.covariates())) {
                throw new BadDataException("all series of one stream must have the same columns: "
                        + series.get(0).path() + " has " + columns.features() + columns.covariates() + ", "
                        + other.path() + " has " + others.features() + others.covariates());
            }
        }
        return new FolderFeed(series, columns);
    }

    private static SeriesColumns columns(SeriesFile file) {
        try (SeriesReader reader = file.open()) {
            return reader.columns();
        }
    }

    /** The series, by position. */
    public List<SeriesFile> series() {
        return series;
    }

    @Override
    public List<String> features() {
        return columns.features();
    }

    @Override
    public List<String> covariates() {
        return columns.covariates();
    }

    @Override
    public List<String> keys() {
        return series.stream().map(SeriesFile::key).toList();
    }

    @Override
    public Optional<FeedRow> next() {
        if (open.isEmpty()) {
            openMore();
        }
        Cursor current = open.poll();
        if (current == null) {
            return Optional.empty();
        }
        SeriesReader reader = current.reader();
        FeedRow row = new FeedRow(
                current.series(),
                series.get(current.series()).key(),
                reader.eventTimeMs(),
                values(reader),
                reader.role() == SeriesFile.Role.HISTORY);
        advance(current.series(), reader, current.sortTimeMs());
        return Optional.of(row);
    }

    private void openMore() {
        for (int i = 0; i < OPEN_AT_ONCE && opened < series.size(); i++) {
            SeriesReader reader = series.get(opened).open();
            advance(opened, reader, Long.MIN_VALUE);
            opened++;
        }
    }

    /** A series whose times go back keeps its place in the stream by the latest time so far. */
    private void advance(int index, SeriesReader reader, long latestMs) {
        if (reader.next()) {
            open.add(new Cursor(index, reader, Math.max(latestMs, reader.eventTimeMs())));
        } else {
            reader.close();
            finished++;
        }
    }

    private static double[] values(SeriesReader reader) {
        double[] features = reader.features();
        double[] covariates = reader.covariates();
        double[] values = new double[features.length + covariates.length];
        System.arraycopy(features, 0, values, 0, features.length);
        System.arraycopy(covariates, 0, values, features.length, covariates.length);
        return values;
    }

    @Override
    public double progress() {
        return (double) finished / series.size();
    }

    @Override
    public void close() {
        List.copyOf(open).forEach(cursor -> cursor.reader().close());
        open.clear();
    }
}
