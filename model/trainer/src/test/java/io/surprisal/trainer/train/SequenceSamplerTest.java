package io.surprisal.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.CellKind;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.detect.Observation;
import io.surprisal.trainer.train.history.SeriesHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Missing rows make no sequences: where only some rows are there, the sequences show which were used. */
class SequenceSamplerTest {

    private static final ModelSpec SPEC = TrainingOptions.channelWise(CellKind.LSTM, 1, 4);
    private static final long SEED = 3;

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1000, 2500, 6000, 30_000})
    void learnsFromNoRowAfterTheValidationsBegin(int rows) {
        int validationFrom = HeldBack.validationFrom(history(rows, row -> true));
        SeriesHistory later = history(rows, row -> row >= validationFrom);

        List<TrainingSequence> sequences =
                SequenceSampler.withIncidents(SPEC, SEED).real(List.of(later), 12, 0);

        assertThat(sequences).isEmpty();
    }

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1000, 2500, 6000, 30_000})
    void checksOnlyOnRowsBetweenThoseLearntAndThoseOfTheCalibration(int rows) {
        SeriesHistory whole = history(rows, row -> true);
        int first = HeldBack.validationFrom(whole);
        int end = HeldBack.from(whole);
        SeriesHistory others = history(rows, row -> row < first - TrainingRun.WARM_ROWS || row >= end);
        SequenceSampler sampler = SequenceSampler.withIncidents(SPEC, SEED);

        List<TrainingSequence> none = sampler.validation(List.of(others), 4, 0);
        List<TrainingSequence> some = sampler.validation(List.of(whole), 4, 0);

        assertThat(none).isEmpty();
        assertThat(some)
                .singleElement()
                .satisfies(sequence -> assertThat(sequence.rows() - TrainingRun.WARM_ROWS)
                        .isEqualTo(Math.min(SequenceSampler.ROWS, end - first)));
    }

    @Test
    void learnsAllThatThereIsBeforeThat() {
        SeriesHistory history = history(2500, row -> true);

        List<TrainingSequence> sequences =
                SequenceSampler.withIncidents(SPEC, SEED).real(List.of(history), 12, 0);

        assertThat(sequences)
                .singleElement()
                .satisfies(sequence -> assertThat(sequence.rows()).isEqualTo(HeldBack.validationFrom(history)));
    }

    @Test
    void learnsShortSeriesAsAWhole() {
        SeriesHistory brief = history(999, row -> true);
        SequenceSampler sampler = SequenceSampler.withIncidents(SPEC, SEED);

        assertThat(sampler.real(List.of(brief), 4, 0))
                .singleElement()
                .satisfies(sequence -> assertThat(sequence.rows()).isEqualTo(999));
        assertThat(sampler.validation(List.of(brief), 4, 0)).isEmpty();
    }

    private static SeriesHistory history(int length, IntPredicate there) {
        List<Observation> rows = new ArrayList<>();
        for (int row = 0; row < length; row++) {
            rows.add(Observation.of(60_000L * row, there.test(row) ? StrictMath.sin(row / 9.0) : Double.NaN));
        }
        return new SeriesHistory("a", List.of("f"), List.of(), rows);
    }
}
