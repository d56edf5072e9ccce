package io.surprisal.trainer.evaluate;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.surprisal.trainer.data.SeriesColumns;
import io.surprisal.trainer.data.SeriesFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One series' scores as a CSV file: {@code timestamp,value,anomaly_score,score,alert}, without the value where several
 * features are scored, or {@code t,anomaly_score,score,alert}. Everything that writes scores to files writes them with
 * this class, so that equal scores give equal bytes. Not thread-safe; to be closed.
 */
public final class ScoresWriter implements Closeable {

    private final CsvWriter csv;
    private final boolean withValue;

    private ScoresWriter(CsvWriter csv, SeriesColumns columns) {
        this.csv = csv;
        this.withValue = !columns.hasRowIndex() && columns.isUnivariate();
        if (withValue) {
            csv.writeRecord(columns.timeColumn(), "value", "anomaly_score", "score", "alert");
        } else {
            csv.writeRecord(columns.timeColumn(), "anomaly_score", "score", "alert");
        }
    }

    /** Begins the file of a series below a folder, making the folders that it needs; an older one is replaced. */
    public static ScoresWriter create(Path folder, SeriesFile series, SeriesColumns columns) throws IOException {
        Path file = folder.resolve(series.path());
        Files.createDirectories(file.getParent());
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(1 << 16)
                .build(file, StandardCharsets.UTF_8);
        return new ScoresWriter(csv, columns);
    }

    /** Writes the next row. */
    public void write(ScoreRow row) {
        String anomalyScore = ShortestDecimal.of(row.anomalyScore());
        String score = ShortestDecimal.of(row.score());
        String alert = row.alert() ? "1" : "0";
        if (withValue) {
            csv.writeRecord(row.time(), ShortestDecimal.of(row.value()), anomalyScore, score, alert);
        } else {
            csv.writeRecord(row.time(), anomalyScore, score, alert);
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
