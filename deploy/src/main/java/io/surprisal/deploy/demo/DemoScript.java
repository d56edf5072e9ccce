package io.surprisal.deploy.demo;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Score;
import io.surprisal.deploy.feed.Feed;
import io.surprisal.deploy.feed.FeedRow;
import io.surprisal.trainer.data.SeriesCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a demo streams and what it says about it. */
interface DemoScript extends AutoCloseable {

    /**
     * A part of the stream; the next one begins when all of its rows are judged.
     *
     * @param announcement said when it begins
     * @param feed its rows
     * @param speed seconds of event time per second, infinite for as fast as it goes
     */
    record Part(List<String> announcement, Feed feed, double speed) {}

    /** What the demo is, in a line. */
    String title();

    /** The parts in their order, at least one; all have the same columns. */
    List<Part> parts();

    /**
     * What may be learned before a part begins; empty if nothing new may.
     *
     * @param folder where files may be written to
     */
    Optional<SeriesCatalogue> lesson(Part before, Path folder) throws IOException;

    /** Whether it reads every score, not only alerts. */
    boolean wantsScores();

    /** The broker has a row. */
    void sent(FeedRow row, int partition, long offset);

    /** A row has a score. */
    void scored(Score score);

    /** A row is an alert: the line to say, if it is worth one. */
    Optional<String> alert(Anomaly anomaly);

    /** What came of a part. */
    List<String> partReport(Part part, long rows, double seconds);

    /** What came of it all, once everything has come back. */
    List<String> report() throws IOException;

    @Override
    void close();
}
