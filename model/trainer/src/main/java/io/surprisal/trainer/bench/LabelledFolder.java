package io.surprisal.trainer.bench;

import io.surprisal.model.detect.Observation;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.data.SeriesColumns;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.data.SeriesFile.Role;
import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.Labels;
import io.surprisal.trainer.evaluate.SeriesLabels;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A folder of series with what is known of incidents in them: {@code labels.json} or {@code labels.csv} for the rows that
 * are scored, {@code train_labels.csv} for the histories. Labels serve to find rows without incidents, for nothing else;
 * where there is no file of labels, all rows count as free of incidents.
 */
public final class LabelledFolder {

    private static final List<String> LABELS = List.of("labels.json", "labels.csv");
    private static final String TRAIN_LABELS = "train_labels.csv";

    private final SeriesCatalogue catalogue;
    private final boolean scoredLabelled;
    private final Labels scoredLabels;
    private final Labels historyLabels;

    private LabelledFolder(Path folder) {
        this.catalogue = SeriesCatalogue.open(folder);
        this.scoredLabelled = LABELS.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
        this.scoredLabels = Labels.beside(folder);
        Path train = folder.resolve(TRAIN_LABELS);
        this.historyLabels = Files.exists(train) ? Labels.read(train) : Labels.none();
    }

    /**
     * Opens a folder and reads its labels, but none of the series.
     *
     * @throws io.surprisal.trainer.data.BadDataException if the folder or the labels cannot be read
     */
    public static LabelledFolder open(Path folder) {
        return new LabelledFolder(folder);
    }

    /** The folder's own name, for reports. */
    public String name() {
        return String.valueOf(catalogue.folder().toAbsolutePath().normalize().getFileName());
    }

    /** The series, those alone of which incidents can be known. */
    public List<SeriesFile> series() {
        return catalogue.series().stream()
                .filter(one -> !scoredLabelled || scoredLabels.of(one).isPresent())
                .toList();
    }

    /** The series with a history, or all if none has one. */
    public List<SeriesFile> histories() {
        List<SeriesFile> histories = catalogue.histories();
        return histories.isEmpty() ? series() : histories;
    }

    /**
     * Reads a series whole.
     *
     * @throws io.surprisal.trainer.data.BadDataException if a file cannot be read or is malformed
     */
    public LabelledSeries read(SeriesFile file) {
        return read(file, file.open());
    }

    /**
     * Reads a series' history alone, or all of it if it has none.
     *
     * @throws io.surprisal.trainer.data.BadDataException if a file cannot be read or is malformed
     */
    public LabelledSeries readHistory(SeriesFile file) {
        return read(file, file.has(Role.HISTORY) ? file.openHistory() : file.open());
    }

    private LabelledSeries read(SeriesFile file, SeriesReader source) {
        Optional<SeriesLabels> history = historyLabels.of(file);
        Optional<SeriesLabels> scored = scoredLabels.of(file);
        List<Observation> rows = new ArrayList<>();
        int historyRows = 0;
        try (SeriesReader reader = source) {
            while (reader.next()) {
                boolean known = reader.role() == Role.HISTORY;
                historyRows += known ? 1 : 0;
                (known ? history : scored).ifPresent(labels -> labels.add(reader));
                rows.add(new Observation(
                        reader.eventTimeMs(),
                        reader.features().clone(),
                        reader.covariates().clone(),
                        Observation.UNKNOWN,
                        Observation.UNKNOWN));
            }
            BitSet anomalous = new BitSet(rows.size());
            history.ifPresent(labels -> anomalous.or(labels.rows().anomalous()));
            int offset = historyRows;
            scored.ifPresent(labels -> labels.rows().anomalous().stream().forEach(row -> anomalous.set(offset + row)));
            SeriesColumns columns = reader.columns();
            return new LabelledSeries(
                    new SeriesHistory(file.key(), columns.features(), columns.covariates(), rows),
                    historyRows,
                    anomalous);
        }
    }
}
