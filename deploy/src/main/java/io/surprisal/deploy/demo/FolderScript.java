package io.surprisal.deploy.demo;

import io.surprisal.avro.Anomaly;
import io.surprisal.avro.Score;
import io.surprisal.deploy.feed.FeedRow;
import io.surprisal.deploy.feed.FolderFeed;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.evaluate.OutputFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Real series from files; what Kafka gives back may be written beside {@code evaluate}'s output and compared. */
final class FolderScript implements DemoScript {

    private final DemoSource.Folder source;
    private final SeriesCatalogue catalogue;
    private final FolderFeed feed;
    private final ScoresFolder scores;
    private final Part all;
    private long alerts;

    /**
     * A script of the series of a folder.
     *
     * @throws IllegalArgumentException if the scores' folder is not one that can be used
     */
    FolderScript(DemoSource.Folder source, double speed) throws IOException {
        this.source = source;
        this.catalogue = SeriesCatalogue.open(source.data());
        if (source.out().isPresent()) {
            OutputFolder.prepare(source.out().get(), source.data());
        }
        this.feed = FolderFeed.of(catalogue);
        this.scores = new ScoresFolder(feed.series());
        this.all = new Part(List.of("", Alert.header()), feed, speed);
    }

    @Override
    public String title() {
        return feed.keys().size() + " series of " + source.data() + ", scored " + feed.features() + ".";
    }

    @Override
    public List<Part> parts() {
        return List.of(all);
    }

    @Override
    public Optional<SeriesCatalogue> lesson(Part before, Path folder) {
        if (!feed.covariates().isEmpty()) {
            throw new BadDataException("--train cannot swap to a model with covariates " + feed.covariates()
                    + " while it runs; 'surprisal evaluate --fit' learns from this folder");
        }
        return Optional.of(catalogue);
    }

    @Override
    public boolean wantsScores() {
        return source.out().isPresent();
    }

    @Override
    public void sent(FeedRow row, int partition, long offset) {
        if (wantsScores()) {
            scores.sent(row, partition, offset);
        }
    }

    @Override
    public void scored(Score score) {
        scores.received(score);
    }

    @Override
    public synchronized Optional<String> alert(Anomaly anomaly) {
        alerts++;
        return Optional.of(Alert.line(anomaly));
    }

    @Override
    public synchronized List<String> partReport(Part part, long rows, double seconds) {
        return List.of(
                "",
                String.format(
                        Locale.ROOT,
                        "%,d rows in %.1f s, %,.0f a second; %,d alerts, %.2f in 1,000 rows",
                        rows,
                        seconds,
                        rows / seconds,
                        alerts,
                        1000.0 * alerts / Math.max(1, rows)));
    }

    @Override
    public List<String> report() throws IOException {
        if (source.out().isEmpty()) {
            return List.of();
        }
        Path out = source.out().get();
        scores.write(out);
        return List.of("The scores that came back are in " + out + "; 'surprisal evaluate --data " + source.data()
                + " --out ...' writes the same bytes.");
    }

    @Override
    public void close() {
        feed.close();
    }
}
