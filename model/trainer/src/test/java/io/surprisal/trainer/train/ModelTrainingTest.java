package io.surprisal.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.ModelFile;
import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.train.history.CsvHistory;
import io.surprisal.trainer.train.synthetic.SyntheticSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainingTest {

    private static final ModelLabel LABEL = new ModelLabel("tiny", "", "train", "a test", Instant.EPOCH);

    private static final TrainingOptions TINY = new TrainingOptions(
            TrainingOptions.channelWise(CellKind.LSTM, 1, 4),
            new Schedule(1, 1, 8, 500, 3e-3, 1),
            new DataMix(24, 0, 10),
            5,
            TrainingRun.UNLIMITED);

    private static ModelFile trained = new ModelFile();

    @BeforeAll
    static void trainOnce() {
        trained = train();
    }

    @Test
    void makesAModelFileWhoseScoresAreCalibrated(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.avro");

        ModelFiles.write(trained, file);

        ModelSnapshot model = ModelCodec.fromFile(ModelFiles.read(file));
        int alerts = 0;
        int rows = 0;
        for (int number = 0; number < 10; number++) {
            SyntheticSeries series = SyntheticSeries.generate(77, number, 2000, SyntheticSeries.NO_ANOMALIES);
            Detector detector = new Detector(model, 1);
            SeriesState state = SeriesState.wrap(detector.newState());
            for (int row = 0; row < series.length(); row++) {
                Verdict verdict = detector.detect(state, Observation.of(series.timesMs()[row], series.values()[row]));
                rows++;
                alerts += verdict.alert() ? 1 : 0;
            }
        }
        assertThat((double) alerts / rows).isBetween(0.0002, 0.005);
        assertThat(model.identity().version())
                .isEqualTo(model.identity().sha256().substring(0, 12));
    }

    @Test
    void givesTheSameBytesForTheSameSeed() {
        assertThat(train().getWeights()).isEqualTo(trained.getWeights());
    }

    @Test
    void saysWhereTheWeightsComeFrom() {
        ModelFile file = trained;

        assertThat(file.getManifest().getProvenance().getSeed()).isEqualTo(5);
        assertThat(file.getManifest().getProvenance().getData()).contains("24 synthetic series", "no real series");
        assertThat(file.getManifest().getProvenance().getGeneratorVersion()).isEqualTo("1");
        assertThat(file.getManifest().getCalibration().getSets()).contains("synthetic");
        assertThat(file.getManifest().getCalibration().getRows()).isPositive();
    }

    @Test
    void givesTheSameCalibrationForTheSameWeights() {
        ModelFile again = training(TINY).recalibrate(trained, LABEL);

        assertThat(again.getWeights()).isEqualTo(trained.getWeights());
        assertThat(again.getManifest().getCalibration())
                .isEqualTo(trained.getManifest().getCalibration());
        assertThat(again.getManifest().getParentSha256()).isNull();
        assertThat(again.getManifest().getProvenance().getData())
                .startsWith(trained.getManifest().getProvenance().getData())
                .endsWith("calibrated anew: no real series");
    }

    @Test
    void calibratesAnewOnOtherDataAndKeepsTheNetwork() {
        DataMix fewer = new DataMix(24, 0, 12);

        ModelFile again = training(new TrainingOptions(TINY.spec(), TINY.schedule(), fewer, TINY.seed(), TINY.limit()))
                .recalibrate(trained, LABEL);

        ModelSnapshot before = ModelCodec.fromFile(trained);
        ModelSnapshot after = ModelCodec.fromFile(again);
        assertThat(after.identity().parentSha256()).contains(before.identity().sha256());
        assertThat(after.tensor(TensorLayout.HEAD_WEIGHT)).isEqualTo(before.tensor(TensorLayout.HEAD_WEIGHT));
        assertThat(after.calibration()).isNotEqualTo(before.calibration());
    }

    @Test
    void continuesFromAModelAndNamesItAsTheParent() {
        ModelFile continued = training(TINY).continueFrom(trained, LABEL, Checkpoint.none());

        assertThat(continued.getManifest().getParentSha256())
                .isEqualTo(trained.getManifest().getSha256());
        assertThat(continued.getManifest().getProvenance().getData())
                .startsWith(trained.getManifest().getProvenance().getData())
                .contains("then from validation loss");
    }

    @Test
    void refusesToLearnFromNothing() {
        TrainingOptions options = new TrainingOptions(
                TrainingOptions.channelWise(CellKind.LSTM, 1, 4),
                Schedule.of(1),
                new DataMix(0, 10, 10),
                1,
                TrainingRun.UNLIMITED);

        assertThatThrownBy(() -> new ModelTraining(options, List.of(), Progress.NONE, TrainingProgress.Listener.NONE)
                        .run(LABEL, Checkpoint.none()))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("nothing to learn from");
    }

    @Test
    void learnsFromAFolderOfHistory(@TempDir Path folder) throws IOException {
        write(folder.resolve("a.csv"), 2500, 1);
        TrainingOptions options = new TrainingOptions(
                TrainingOptions.channelWise(CellKind.LSTM, 2, 4),
                new Schedule(1, 1, 8, 500, 1e-3, 1),
                new DataMix(2, 4, 10),
                1,
                TrainingRun.UNLIMITED);

        ModelFile file = new ModelTraining(
                        options,
                        List.of(new CsvHistory(folder, CsvHistory.Rows.ALL)),
                        Progress.NONE,
                        TrainingProgress.Listener.NONE)
                .run(LABEL, Checkpoint.none());

        assertThat(file.getManifest().getProvenance().getData()).contains("1 series, 2500 rows");
        assertThat(file.getManifest().getCalibration().getSets()).contains(String.valueOf(folder.getFileName()));
    }

    private static ModelFile train() {
        return training(TINY).run(LABEL, Checkpoint.none());
    }

    private static ModelTraining training(TrainingOptions options) {
        return new ModelTraining(options, List.of(), Progress.NONE, TrainingProgress.Listener.NONE);
    }

    private static void write(Path file, int rows, int seed) throws IOException {
        Files.createDirectories(file.getParent());
        StringBuilder text = new StringBuilder("t,f,c\n");
        for (int row = 0; row < rows; row++) {
            double value = Math.sin(row / 20.0 + seed) + 0.1 * Math.sin(row * row);
            text.append(row)
                    .append(',')
                    .append(value)
                    .append(',')
                    .append(row % 2)
                    .append('\n');
        }
        Files.writeString(file, text);
    }
}
