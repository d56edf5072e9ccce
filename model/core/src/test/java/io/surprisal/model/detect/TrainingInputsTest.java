package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.forecast.Forecast;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.model.series.FeatureSet;
import io.surprisal.model.series.RecurrentBytes;
import io.surprisal.model.series.SeriesState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingInputsTest {

    private static final int ROWS = 600;

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {1, 3})
    void areWhatTheDetectorsForecastsComeFrom(int features) {
        ModelSnapshot model = Networks.random(5);
        FeatureSet names = new FeatureSet(
                IntStream.range(0, features).mapToObj(Integer::toString).toList());
        SeriesState state = StateFactory.create(model, names);
        SeriesStep step = new SeriesStep(
                model.spec(), new Forecaster(model), new RecurrentState(model.spec(), features), features);
        TrainingInputs recorded = new TrainingInputs(model.spec(), features);
        Forecaster forecaster = new Forecaster(model);
        RecurrentState recurrent = new RecurrentState(model.spec(), features);
        Forecast forecast = new Forecast();

        for (Observation observation : SyntheticRows.waves(3, ROWS, features)) {
            step.advance(state, observation);
            ObservationGuard.note(state, observation);

            assertThat(recorded.advance(observation)).isTrue();
            for (int feature = 0; feature < features; feature++) {
                forecaster.step(recorded.inputs(feature), recurrent, feature, forecast);
                roundAsStored(recurrent, state, feature);
                assertThat(forecast.mean(Horizon.NEXT)).isEqualTo(step.row().expected[feature]);
                assertThat(recorded.target(feature)).isEqualTo(step.row().y[feature]);
            }
        }
    }

    @Test
    void showAnIncidentWhoseUsualRowIsTheTarget() {
        TrainingInputs usual = new TrainingInputs(Networks.random(5).spec(), 1);
        TrainingInputs disturbed = new TrainingInputs(Networks.random(5).spec(), 1);
        List<Observation> rows = SyntheticRows.waves(3, 50, 1);
        rows.subList(0, 48).forEach(row -> {
            usual.advance(row);
            disturbed.advance(row);
        });
        Observation next = rows.get(48);
        double[] off = {next.value(0) + 1000};

        usual.advance(next);
        disturbed.advance(next.withValues(off), next);
        double target = disturbed.target(0);
        usual.advance(rows.get(49));
        disturbed.advance(rows.get(49));

        assertThat(target).isEqualTo(usualTarget(rows, 48));
        assertThat(disturbed.inputs(0)).isNotEqualTo(usual.inputs(0));
    }

    private static double usualTarget(List<Observation> rows, int row) {
        TrainingInputs inputs = new TrainingInputs(Networks.random(5).spec(), 1);
        rows.subList(0, row + 1).forEach(inputs::advance);
        return inputs.target(0);
    }

    @Test
    void leaveOutWhatTheDetectorWouldNotLetIn() {
        TrainingInputs recorded = new TrainingInputs(Networks.random(5).spec(), 1);
        List<Observation> rows = SyntheticRows.waves(3, 3, 1);

        assertThat(recorded.advance(rows.get(1))).isTrue();
        assertThat(recorded.advance(rows.get(1))).as("duplicate").isFalse();
        assertThat(recorded.advance(rows.get(0))).as("late").isFalse();
        assertThat(recorded.advance(Observation.of(rows.get(2).eventTimeMs(), Double.NaN)))
                .as("missing")
                .isFalse();
        assertThat(recorded.advance(Observation.of(rows.get(2).eventTimeMs(), Double.POSITIVE_INFINITY)))
                .as("not finite")
                .isFalse();
        assertThat(recorded.advance(rows.get(2))).isTrue();
    }

    @Test
    void haveNoTargetWhereAFeatureIsMissing() {
        TrainingInputs recorded = new TrainingInputs(Networks.random(5).spec(), 2);
        List<Observation> rows = SyntheticRows.waves(3, 60, 2);
        rows.forEach(recorded::advance);
        long next = SyntheticRows.timeMs(60);

        assertThat(recorded.advance(Observation.of(next, Double.NaN, 50))).isTrue();

        assertThat(recorded.target(0)).isNaN();
        assertThat(recorded.target(1)).isFinite();
    }

    /** The detector keeps h and c of several features as float16 between rows; this takes them from its state. */
    private static void roundAsStored(RecurrentState recurrent, SeriesState state, int feature) {
        float[] stored = new float[recurrent.values().length];
        RecurrentBytes.read(state, stored);
        System.arraycopy(
                stored, recurrent.at(feature), recurrent.values(), recurrent.at(feature), recurrent.sizePerFeature());
    }
}
