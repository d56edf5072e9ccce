package io.surprisal.trainer.train.history;

import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.data.SeriesFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The series of a CSV folder, as far as training may see them: the train parts where there are any; else the beginning of
 * each file, so that what is scored later was not learnt before. Labels are never read.
 */
public final class CsvHistory implements HistorySource {

    /** Which rows of a folder without train parts may be learnt. */
    public enum Rows {
        /** The first {@value #PROBATION_PERCENT} % of each file, at most {@value #PROBATION_ROWS} rows: the rest is for judging. */
        PROBATION,
        /** All: the folder is history and nothing else. */
        ALL
    }

    static final int PROBATION_PERCENT = 15;
    static final int PROBATION_ROWS = 750;

    private final Path folder;
    private final Rows rows;

    /** A folder, not read yet. */
    public CsvHistory(Path folder, Rows rows) {
        this.folder = folder;
        this.rows = rows;
    }

    @Override
    public String name() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    @Override
    public List<SeriesHistory> read() {
        SeriesCatalogue catalogue = SeriesCatalogue.open(folder);
        List<SeriesHistory> histories = new ArrayList<>();
        if (catalogue.histories().isEmpty()) {
            for (SeriesFile file : catalogue.series()) {
                histories.add(allowed(FileHistory.read(file)));
            }
        } else {
            for (SeriesFile file : catalogue.histories()) {
                histories.add(FileHistory.read(file, file.openHistory()));
            }
        }
        histories.removeIf(history -> history.rows().isEmpty());
        if (histories.isEmpty()) {
            throw new BadDataException("there are no rows to learn from below " + folder);
        }
        return histories;
    }

    private SeriesHistory allowed(SeriesHistory whole) {
        if (rows == Rows.ALL) {
            return whole;
        }
        return whole.first(Math.min(PROBATION_ROWS, whole.rows().size() * PROBATION_PERCENT / 100));
    }
}
