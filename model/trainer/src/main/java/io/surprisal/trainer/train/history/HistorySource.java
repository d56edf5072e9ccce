package io.surprisal.trainer.train.history;

import java.util.List;

/** A set of series to learn from, such as a CSV folder or a topic. */
public interface HistorySource {

    /** Its name, short, for the provenance. */
    String name();

    /**
     * Reads all its series. May take long and much memory; the caller keeps the result.
     *
     * @throws io.surprisal.trainer.data.BadDataException if it cannot be read, saying what to do
     */
    List<SeriesHistory> read();
}
