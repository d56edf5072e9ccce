package io.surprisal.trainer.evaluate.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.cell.RecurrentState;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.forecast.Forecast;
import io.surprisal.model.forecast.Forecaster;
import io.surprisal.model.forecast.Horizon;
import io.surprisal.model.forecast.InputLayout;
import io.surprisal.model.series.SeriesState;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlModelsTest {

    private static final float[] INPUTS = {1.5f, .2f, .8f, -1, .5f, .3f, 0, 1.2f, .1f, .5f, .5f, .7f, .6f};

    private final ControlModels controls = ControlModels.reading(List.of(), 20, Progress.NONE);

    @Test
    void expectsTheLastValueAtAllHorizons() {
        Forecast forecast = forecast(Control.PERSISTENCE);

        for (Horizon horizon : Horizon.values()) {
            assertThat(forecast.mean(horizon)).isCloseTo(INPUTS[InputLayout.LAST], within(1e-6));
        }
    }

    @Test
    void expectsWhatTheProfileSaysAsFarAsItCanBeTrusted() {
        Forecast forecast = forecast(Control.PROFILE);

        assertThat(forecast.mean(Horizon.NEXT))
                .isCloseTo(INPUTS[InputLayout.LAST] - INPUTS[InputLayout.PROFILE_RESIDUAL], within(1e-6));
        assertThat(forecast.mean(Horizon.ROWS_24)).isCloseTo(INPUTS[InputLayout.PROFILE_24], within(1e-6));
        assertThat(forecast.mean(Horizon.ROWS_96)).isCloseTo(INPUTS[InputLayout.PROFILE_96], within(1e-6));
    }

    @Test
    void expectsTheRunningMeanAtAllHorizons() {
        Forecast forecast = forecast(Control.EWMA);

        for (Horizon horizon : Horizon.values()) {
            assertThat(forecast.mean(horizon)).isCloseTo(INPUTS[InputLayout.SMOOTHED], within(1e-6));
        }
    }

    @Test
    void expectsFurtherAheadLessOfTheLastValueAndMoreOfTheProfileWhereItIsFitted() {
        Forecast forecast = forecast(Control.LINEAR);

        assertThat(forecast.mean(Horizon.NEXT)).isBetween(.9, 1.6);
        assertThat(forecast.mean(Horizon.ROWS_96)).isBetween(-.5, 1.2);
    }

    @Test
    void alertsRarelyOnNoiseAndOnASpikeAfterItsCalibration() {
        ModelSnapshot model = controls.calibrated(Control.EWMA, Progress.NONE);
        Detector detector = new Detector(model, 1);
        SeriesState state = SeriesState.wrap(detector.newState());
        RandomSource random = new RandomSource(1, 1);

        int alerts = 0;
        for (int row = 0; row < 3000; row++) {
            boolean alert = detector.detect(state, Observation.of(60_000L * row, random.normal()))
                    .alert();
            alerts += alert ? 1 : 0;
        }
        boolean spike =
                detector.detect(state, Observation.of(60_000L * 3000, 50)).alert();

        assertThat(alerts).isLessThan(12);
        assertThat(spike).isTrue();
    }

    private Forecast forecast(Control control) {
        ModelSnapshot model = controls.uncalibrated(control);
        Forecast forecast = new Forecast();
        new Forecaster(model).step(INPUTS, new RecurrentState(model.spec(), 1), 0, forecast);
        return forecast;
    }
}
