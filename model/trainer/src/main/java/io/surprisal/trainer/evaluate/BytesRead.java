package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesReader;

/** Tells a progress, now and then, how many of a series' bytes were read. Not thread-safe. */
final class BytesRead {

    private static final int ROWS_PER_REPORT = 1024;

    private final SeriesFile series;
    private final Progress progress;
    private long rows;
    private long reported;

    BytesRead(SeriesFile series, Progress progress) {
        this.series = series;
        this.progress = progress;
    }

    /** Another row was read. */
    void row(SeriesReader reader) {
        if (++rows % ROWS_PER_REPORT == 0) {
            long bytes = reader.bytesRead();
            progress.advance(bytes - reported);
            reported = bytes;
        }
    }

    /** All rows were read. */
    void end() {
        progress.advance(series.bytes() - reported);
    }
}
