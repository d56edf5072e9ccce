package io.surprisal.deploy.replay;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Verdict;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.SeriesScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Series in files through a version, beside a folder of scores as {@code evaluate} and {@code demo} write them. */
public final class FolderReplay {

    private static final String PACKED = ".gz";

    private final Path data;
    private final @Nullable Path raised;

    /**
     * A replay.
     *
     * @param data folder of the series
     * @param raised folder of scores of the same series; {@code null} for none
     */
    public FolderReplay(Path data, @Nullable Path raised) {
        this.data = data;
        this.raised = raised;
    }

    /**
     * Replays all series through a version.
     *
     * @throws BadDataException if series or scores cannot be read, or do not belong together
     */
    public ReplayReport run(ModelSnapshot model) throws IOException {
        ReplayReport report = new ReplayReport();
        for (SeriesFile file : SeriesCatalogue.open(data).series()) {
            replay(file, model, report);
        }
        return report;
    }

    private void replay(SeriesFile file, ModelSnapshot model, ReplayReport report) throws IOException {
        List<String> lines = raised == null ? List.of() : scores(file, raised);
        int alert = lines.isEmpty() ? 0 : column(lines.get(0), "alert", file);
        int score = lines.isEmpty() ? 0 : column(lines.get(0), "score", file);
        int row = 0;
        try (SeriesReader reader = file.open()) {
            SeriesScorer scorer = new SeriesScorer(model, reader.columns());
            while (reader.next()) {
                Verdict verdict = scorer.observe(reader);
                if (reader.role() != SeriesFile.Role.SCORED) {
                    continue;
                }
                row++;
                String id = file.path() + ':' + row;
                Instant time = Instant.ofEpochMilli(reader.eventTimeMs());
                report.row(file.path(), verdict.kind() == Verdict.Kind.SCORED);
                if (verdict.alert()) {
                    report.replayed(
                            new ReplayedAlert(id, file.path(), time, verdict.score(), RecognizedText.of(verdict)));
                }
                if (!lines.isEmpty()) {
                    String[] fields = fields(lines, row, file);
                    if (fields[alert].equals("1")) {
                        report.raised(new ReplayedAlert(id, file.path(), time, Double.parseDouble(fields[score]), ""));
                    }
                }
            }
        }
    }

    private static String[] fields(List<String> lines, int row, SeriesFile file) {
        if (row >= lines.size()) {
            throw new BadDataException("the scores of " + file.path()
                    + " must have a row for each of the series': rows=" + (lines.size() - 1));
        }
        return lines.get(row).split(",", -1);
    }

    private static List<String> scores(SeriesFile file, Path folder) throws IOException {
        String path = file.path();
        Path scores = folder.resolve(path.endsWith(PACKED) ? path.substring(0, path.length() - PACKED.length()) : path);
        if (!Files.isRegularFile(scores)) {
            throw new BadDataException("there are no scores of " + path + ": " + scores);
        }
        return Files.readAllLines(scores);
    }

    private static int column(String header, String name, SeriesFile file) {
        int column = Arrays.asList(header.split(",", -1)).indexOf(name);
        if (column < 0) {
            throw new BadDataException("the scores of " + file.path() + " must have a column " + name + ": " + header);
        }
        return column;
    }
}
