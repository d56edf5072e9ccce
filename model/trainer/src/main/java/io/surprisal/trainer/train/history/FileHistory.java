package io.surprisal.trainer.train.history;

import io.surprisal.model.detect.Observation;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesColumns;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesReader;
import java.util.ArrayList;
import java.util.List;

/** All rows of one series of files, in memory. */
public final class FileHistory {

    private FileHistory() {}

    /**
     * Reads a series, its history first.
     *
     * @throws BadDataException if a file cannot be read or is malformed
     */
    public static SeriesHistory read(SeriesFile file) {
        return read(file, file.open());
    }

    /**
     * How many of a series' rows are its history; 0 if it has none.
     *
     * @throws BadDataException if a file cannot be read or is malformed
     */
    public static int historyRows(SeriesFile file) {
        return file.has(SeriesFile.Role.HISTORY)
                ? read(file, file.openHistory()).rows().size()
                : 0;
    }

    /** Reads what is left of a reader, and closes it. */
    static SeriesHistory read(SeriesFile file, SeriesReader reader) {
        try (reader) {
            SeriesColumns columns = reader.columns();
            List<Observation> observations = new ArrayList<>();
            while (reader.next()) {
                observations.add(new Observation(
                        reader.eventTimeMs(),
                        reader.features().clone(),
                        reader.covariates().clone(),
                        Observation.UNKNOWN,
                        Observation.UNKNOWN));
            }
            return new SeriesHistory(file.key(), columns.features(), columns.covariates(), observations);
        }
    }
}
