package io.surprisal.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.model.Calibration;
import io.surprisal.model.CellKind;
import io.surprisal.model.Curve;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.score.ScoreScale;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.train.calibrate.CalibrationSeries;
import io.surprisal.trainer.train.calibrate.CalibrationSet;
import io.surprisal.trainer.train.calibrate.Calibrator;
import io.surprisal.trainer.train.history.CsvHistory;
import io.surprisal.trainer.train.history.SeriesHistory;
import io.surprisal.trainer.train.network.NetworkParameters;
import io.surprisal.trainer.train.network.TorchNetwork;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series whose steps up and down are announced by a command in the row of the step, and by nothing else. */
class FineTuningTest {

    private static final ModelSpec SPEC = TrainingOptions.channelWise(CellKind.LSTM, 1, 8);
    private static final Schedule SCHEDULE = new Schedule(8, 8, 8, 50, 2e-2, 1);
    private static final DataMix MIX = new DataMix(2, 6, 10);
    private static final long SEED = 1;
    private static final int ROWS = 1500;
    private static final int INCIDENT_ROWS = 100;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        for (String part : List.of("train", "test")) {
            for (int key = 0; key < 6; key++) {
                write(folder.resolve(part).resolve("key" + key + ".csv"), key);
            }
        }
        StringBuilder keys = new StringBuilder("key,step_s,targets\n");
        for (int key = 0; key < 6; key++) {
            keys.append("key").append(key).append(",300,f\n");
        }
        Files.writeString(folder.resolve("keys.csv"), keys);
    }

    @Test
    void addsTheCovariatesAndNamesTheParent() {
        ModelSnapshot base = base();

        ModelSnapshot fitted = fit(base);

        assertThat(fitted.spec().covariates()).containsExactly("c");
        assertThat(fitted.identity().name()).isEqualTo("tiny-fitted");
        assertThat(fitted.identity().parentSha256()).contains(base.identity().sha256());
    }

    @Test
    void forecastsBetterWithCovariatesThanWithout() {
        List<SeriesHistory> set = new CsvHistory(folder, CsvHistory.Rows.PROBATION).read();
        List<SeriesHistory> bare =
                set.stream().map(history -> history.withCovariates(List.of())).toList();

        assertThat(lossOn(set)).isLessThan(lossOn(bare) - 0.2);
    }

    @Test
    void keepsTheCalibrationOfTheBaseThoughAHistoryHoldsIncidents() throws IOException {
        ModelSnapshot base = calibrated(base());
        for (int key = 0; key < 2; key++) {
            writeWithIncidents(folder.resolve("train").resolve("key" + key + ".csv"), key);
        }

        ModelSnapshot fitted = fit(base);

        assertThat(fitted).isNotSameAs(base);
        assertThat(shareAtTheThreshold(fitted)).isGreaterThan(0.005);
        assertThat(fitted.calibration()).isEqualTo(base.calibration());
    }

    @Test
    void getsStricterIfMostOfTheHistoryScoresTooHigh() {
        ModelSnapshot base = withCurve(base(), Curve.line(1, 3));

        ModelSnapshot fitted = fit(base);

        assertThat(fitted.calibration().univariate().at(1)).isLessThan(1);
        assertThat(fitted.calibration().multivariate())
                .isEqualTo(base.calibration().multivariate());
        assertThat(fitted.calibration().refractoryRows())
                .isEqualTo(base.calibration().refractoryRows());
    }

    @Test
    void givesTheBaseBackIfNothingIsGained() {
        ModelSnapshot base = base();
        Schedule harmful = new Schedule(2, 2, 8, 50, 3, 1000);

        ModelSnapshot fitted = FineTuning.of(SEED, TrainingRun.UNLIMITED)
                .with(harmful, MIX)
                .fit(base, SeriesCatalogue.open(folder), Progress.NONE);

        assertThat(fitted).isSameAs(base);
    }

    @Test
    void refusesToFitWithoutTrainParts(@TempDir Path other) throws IOException {
        ModelSnapshot base = base();
        write(other.resolve("a.csv"), 1);

        assertThatThrownBy(() -> FineTuning.of(SEED, TrainingRun.UNLIMITED)
                        .fit(base, SeriesCatalogue.open(other), Progress.NONE))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("no folder train");
    }

    private ModelSnapshot fit(ModelSnapshot base) {
        return FineTuning.of(SEED, TrainingRun.UNLIMITED)
                .with(SCHEDULE, MIX)
                .fit(base, SeriesCatalogue.open(folder), Progress.NONE);
    }

    /** Calibrated on the train parts as they are. */
    private ModelSnapshot calibrated(ModelSnapshot model) {
        List<CalibrationSeries> clean =
                history(List.of()).stream().map(CalibrationSeries::whole).toList();
        return new Calibrator(model)
                .calibrate(List.of(new CalibrationSet("clean", true, clean)), List.of())
                .model();
    }

    /** Of the held-back rows of all series. */
    private double shareAtTheThreshold(ModelSnapshot model) {
        List<SeriesHistory> set = history(model.spec().covariates());
        Curve curve = model.calibration().univariate();
        return HeldBackStatistics.of(model, CalibrationData.heldBackOfOneFeature(set)).stream()
                .flatMapToDouble(Arrays::stream)
                .map(statistic -> ScoreScale.score(curve.at(statistic)) >= Verdict.THRESHOLD ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private List<SeriesHistory> history(List<String> covariates) {
        return new CsvHistory(folder, CsvHistory.Rows.PROBATION)
                .read().stream().map(one -> one.withCovariates(covariates)).toList();
    }

    private static double lossOn(List<SeriesHistory> set) {
        ModelSpec spec = new ModelSpec(SPEC.network(), List.of(), set.get(0).covariates(), SPEC.onVersionChange());
        TrainingSet data = TrainingSet.ofContinued(MIX, List.of(set), SequenceSampler.plain(spec, SEED), SEED);
        try (TorchNetwork network = new TorchNetwork(spec)) {
            return new TrainingRun(network, data, SCHEDULE, SEED, TrainingRun.UNLIMITED)
                    .train(NetworkParameters.from(base(), spec), Checkpoint.none(), TrainingProgress.Listener.NONE)
                    .loss()
                    .next();
        }
    }

    private static ModelSnapshot base() {
        Map<String, float[]> tensors =
                NetworkParameters.random(SPEC, new RandomSource(SEED, 0)).tensors();
        tensors.putAll(new Calibration(Curve.line(10, 3), Curve.line(10, 3), 40, 1).tensors());
        return ModelSnapshot.of("tiny", "1", Optional.empty(), SPEC, tensors);
    }

    private static ModelSnapshot withCurve(ModelSnapshot model, Curve curve) {
        Map<String, float[]> tensors =
                NetworkParameters.from(model, model.spec()).tensors();
        tensors.putAll(new Calibration(curve, curve, 40, 1).tensors());
        return ModelSnapshot.of("tiny", "1", Optional.empty(), model.spec(), tensors);
    }

    private static void write(Path file, int seed) throws IOException {
        write(file, seed, ROWS);
    }

    /** The last rows jump about. */
    private static void writeWithIncidents(Path file, int seed) throws IOException {
        write(file, seed, ROWS - INCIDENT_ROWS);
    }

    private static void write(Path file, int seed, int firstOfIncident) throws IOException {
        Files.createDirectories(file.getParent());
        RandomSource random = new RandomSource(SEED, seed);
        StringBuilder text = new StringBuilder("t,f,c\n");
        double level = 0;
        for (int row = 0; row < ROWS; row++) {
            int command = random.chance(0.1) ? (level > 0 ? -1 : 1) : 0;
            level += command;
            text.append(row)
                    .append(',')
                    .append(level + (row < firstOfIncident ? 0.05 : 5) * random.normal())
                    .append(',')
                    .append(command)
                    .append('\n');
        }
        Files.writeString(file, text);
    }
}
