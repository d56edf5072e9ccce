package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TestModels;
import io.surprisal.model.VersionChange;
import io.surprisal.model.series.SeriesState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ForecastingTest {

    private static final int ROWS_PER_DAY = 144;
    private static final int FOUR_WEEKS = 28 * ROWS_PER_DAY;

    private final ModelSpec spec = Networks.spec(VersionChange.REPLAY);
    private final ModelSnapshot persistence =
            Networks.snapshot("persistence", spec, Optional.empty(), Networks.persistence(1, spec));

    @Test
    void reproducesADailyWaveOfEachFeature() {
        SeriesState state = after(persistence, SyntheticRows.waves(1, FOUR_WEEKS, 3));

        SeriesForecast forecast = new Forecasting(persistence, names(3)).forecast(state, 2 * ROWS_PER_DAY);

        for (int feature = 0; feature < 3; feature++) {
            for (int row = 0; row < forecast.rows(); row++) {
                double angle = 2 * Math.PI * ((double) forecast.eventTimeMs(row) / 86_400_000 + feature / 7.0);
                assertThat(forecast.expected(feature, row))
                        .isCloseTo(50 + 10 * StrictMath.sin(angle), within(row < 24 ? 3.5 : 1.5));
            }
        }
    }

    @Test
    void rowsComeAtTheTypicalGap() {
        SeriesState state = after(persistence, SyntheticRows.waves(1, 200, 1));

        SeriesForecast forecast = new Forecasting(persistence, names(1)).forecast(state, 3);

        assertThat(forecast.eventTimeMs(0)).isEqualTo(SyntheticRows.timeMs(200));
        assertThat(forecast.eventTimeMs(2)).isEqualTo(SyntheticRows.timeMs(202));
    }

    @Test
    void whatIsFartherAwayIsNeverSurer() {
        Map<String, float[]> tensors = Networks.persistence(1, spec);
        float[] bias = Objects.requireNonNull(tensors.get(TensorLayout.HEAD_BIAS));
        for (int row = 0; row < bias.length; row++) {
            boolean scale = row % TensorLayout.HEAD_ROWS_PER_HORIZON >= 2 * TensorLayout.MIXTURE;
            // the farthest horizon is surer than the middle one, by mistake
            bias[row] = scale ? new float[] {-4, -1.5f, -2}[row / TensorLayout.HEAD_ROWS_PER_HORIZON] : 0;
        }
        ModelSnapshot model = Networks.snapshot("growing", spec, Optional.empty(), tensors);
        SeriesState state = after(model, SyntheticRows.of(500, row -> row % 2 == 0 ? 10 : -10));

        SeriesForecast forecast = new Forecasting(model, names(1)).forecast(state, 300, 0.9, ForecastPath.HORIZONS);

        double last = 0;
        for (int row : new int[] {0, 5, 23, 60, 95, 299}) {
            double above = asinh(forecast.high(0, row)) - asinh(forecast.expected(0, row));
            assertThat(above).isGreaterThanOrEqualTo(last);
            last = above;
        }
        assertThat(forecast.high(0, 23) - forecast.low(0, 23))
                .isGreaterThan(3 * (forecast.high(0, 0) - forecast.low(0, 0)));
    }

    @Test
    void aBandOfMoreCoverageHoldsOneOfLess() {
        SeriesState state = after(persistence, SyntheticRows.waves(1, 500, 1));
        Forecasting forecasting = new Forecasting(persistence, names(1));

        SeriesForecast half = forecasting.forecast(state, 100, 0.5, ForecastPath.HORIZONS);
        SeriesForecast most = forecasting.forecast(state, 100, 0.99, ForecastPath.HORIZONS);

        for (int row = 0; row < 100; row++) {
            assertThat(most.low(0, row)).isLessThan(half.low(0, row));
            assertThat(half.low(0, row)).isLessThan(half.expected(0, row));
            assertThat(half.expected(0, row)).isLessThan(half.high(0, row));
            assertThat(half.high(0, row)).isLessThan(most.high(0, row));
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesEveryByteOfTheStateAsItIs(CellKind cell) {
        ModelSnapshot model = TestModels.seeded(TestModels.spec(NetworkShape.of(cell, 2, 5), 0), 1);
        SeriesState state = after(model, SyntheticRows.waves(1, 300, 2));
        byte[] before = state.bytes().clone();
        Forecasting forecasting = new Forecasting(model, names(2));

        SeriesForecast first = forecasting.forecast(state, 200);
        SeriesForecast second = forecasting.forecast(state, 200);

        assertThat(state.bytes()).isEqualTo(before);
        for (int row = 0; row < 200; row++) {
            assertThat(first.expected(1, row)).isFinite().isEqualTo(second.expected(1, row));
        }
    }

    @ParameterizedTest
    @EnumSource
    void meetsTheNetworksOwnHorizons(ForecastPath path) {
        ModelSnapshot model = Networks.random(3);
        SeriesState state = after(model, SyntheticRows.waves(2, 2_000, 1));
        Forecasting forecasting = new Forecasting(model, names(1));

        SeriesForecast any = forecasting.forecast(state, 96, 0.9, path);
        SeriesForecast usual = forecasting.forecast(state, 96);

        for (int row : new int[] {0, 23, 95}) {
            assertThat(any.expected(0, row)).isCloseTo(usual.expected(0, row), within(1e-9));
        }
    }

    @Test
    void goesOnFromForecastsWhereTheLastValuesAreMissing() {
        List<Observation> rows = SyntheticRows.waves(1, FOUR_WEEKS, 1);
        for (int row = FOUR_WEEKS - 10; row < FOUR_WEEKS; row++) {
            rows.set(row, SyntheticRows.with(rows.get(row), 0, Double.NaN));
        }
        SeriesState state = after(persistence, rows);

        SeriesForecast forecast = new Forecasting(persistence, names(1)).forecast(state, 50);

        assertThat(IntStream.range(0, 50).mapToDouble(row -> forecast.expected(0, row)))
                .allSatisfy(value -> assertThat(value).isBetween(35.0, 65.0));
    }

    @Test
    void knowsNothingOfAFeatureWithoutAnyValue() {
        List<Observation> rows = SyntheticRows.waves(1, 100, 2);
        rows.replaceAll(row -> SyntheticRows.with(row, 1, Double.NaN));
        SeriesState state = after(persistence, rows);

        SeriesForecast forecast = new Forecasting(persistence, names(2)).forecast(state, 5);

        assertThat(forecast.expected(0, 4)).isFinite();
        assertThat(forecast.expected(1, 4)).isNaN();
        assertThat(forecast.high(1, 4)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"0, 0.9, rows must be 1 to 10000", "10001, 0.9, rows must be", "1, 1, coverage", "1, NaN, coverage"})
    void refusesWhatMakesNoSense(int rows, double coverage, String reason) {
        SeriesState state = after(persistence, SyntheticRows.waves(1, 10, 1));
        Forecasting forecasting = new Forecasting(persistence, names(1));

        assertThatThrownBy(() -> forecasting.forecast(state, rows, coverage, ForecastPath.HORIZONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesAStateOfAnotherModelAndOneWithoutRows() {
        SeriesState other = after(Networks.random(1), SyntheticRows.waves(1, 10, 1));
        SeriesState empty = SeriesState.wrap(new Detector(persistence, 1).newState());
        Forecasting forecasting = new Forecasting(persistence, names(1));

        assertThatThrownBy(() -> forecasting.forecast(other, 1)).hasMessageContaining("state must be of model");
        assertThatThrownBy(() -> forecasting.forecast(empty, 1)).hasMessageContaining("at least one row");
    }

    private static double asinh(double value) {
        return StrictMath.log(value / 10 + StrictMath.sqrt(value / 10 * value / 10 + 1));
    }

    private static List<String> names(int features) {
        return IntStream.range(0, features).mapToObj(Integer::toString).toList();
    }

    private static SeriesState after(ModelSnapshot model, List<Observation> rows) {
        Detector detector = new Detector(model, rows.get(0).features());
        SeriesState state = SeriesState.wrap(detector.newState());
        rows.forEach(row -> detector.detect(state, row));
        return state;
    }
}
