package io.surprisal.deploy.demo;

import io.surprisal.avro.Score;
import io.surprisal.deploy.feed.FeedRow;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.ScoreRow;
import io.surprisal.trainer.evaluate.ScoresWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Collects the scores that come back from Kafka and writes them as {@code evaluate} does, one row for each row of the
 * input. A score finds its row by the partition and offset that the row got when it was sent. Safe for one thread that
 * sends and one that reads.
 */
final class ScoresFolder {

    /** Scores of one partition by offset. */
    private static final class PartitionScores {
        private double[] scores = new double[1024];
        private final BitSet alerts = new BitSet();

        void put(int offset, double score, boolean alert) {
            if (offset >= scores.length) {
                scores = Arrays.copyOf(scores, Math.max(offset + 1, 2 * scores.length));
            }
            scores[offset] = score;
            alerts.set(offset, alert);
        }

        double score(int offset) {
            // A row without any score, such as one that went to the dead letters, has 0.
            return offset < scores.length ? scores[offset] : 0;
        }
    }

    /** Offsets of one series' rows, in their order. */
    private static final class SentRows {
        private int partition;
        private int[] offsets = new int[256];
        private int rows;

        void add(int newPartition, int offset) {
            if (rows == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * rows);
            }
            partition = newPartition;
            offsets[rows++] = offset;
        }
    }

    private final List<SeriesFile> series;
    private final List<SentRows> sent = new ArrayList<>();
    private final List<PartitionScores> received = new ArrayList<>();

    /** Scores of these series. */
    ScoresFolder(List<SeriesFile> series) {
        this.series = series;
        series.forEach(one -> sent.add(new SentRows()));
    }

    /** A row has reached the broker. */
    void sent(FeedRow row, int partition, long offset) {
        sent.get(row.series()).add(partition, Math.toIntExact(offset));
    }

    /** A score has come back. */
    void received(Score score) {
        Integer partition = score.getSourcePartition();
        Long offset = score.getSourceOffset();
        if (partition == null || offset == null) {
            throw new IllegalStateException("a score must name its source: series=" + score.getSeries());
        }
        while (received.size() <= partition) {
            received.add(new PartitionScores());
        }
        received.get(partition).put(Math.toIntExact(offset), score.getScore(), score.getAlert());
    }

    /** Writes all files, once everything has come back. */
    void write(Path out) throws IOException {
        for (int i = 0; i < series.size(); i++) {
            write(out, series.get(i), sent.get(i));
        }
    }

    private void write(Path out, SeriesFile file, SentRows rows) throws IOException {
        try (SeriesReader reader = file.open();
                ScoresWriter writer = ScoresWriter.create(out, file, reader.columns())) {
            for (int row = 0; reader.next(); row++) {
                if (reader.role() == SeriesFile.Role.SCORED) {
                    writer.write(scored(reader, rows.partition, rows.offsets[row]));
                }
            }
        }
    }

    private ScoreRow scored(SeriesReader reader, int partition, int offset) {
        double score = 0;
        boolean alert = false;
        if (partition < received.size()) {
            PartitionScores scores = received.get(partition);
            score = scores.score(offset);
            alert = scores.alerts.get(offset);
        }
        return new ScoreRow(reader.time(), reader.features()[0], score, alert);
    }
}
