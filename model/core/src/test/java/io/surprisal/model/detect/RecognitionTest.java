package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.RecognitionTensors;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.model.VersionChange;
import io.surprisal.model.recognition.Recognition;
import io.surprisal.model.series.SeriesState;
import io.surprisal.model.series.SeriesStateLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionTest {

    private static final int SPIKE = 900;

    private final ModelSnapshot plain = Networks.random(7);

    @Test
    void namesAnAlertAndNoOtherRow() {
        List<Verdict> verdicts = detect(headed(plain, 1), rows(1));

        Recognition spike = recognized(verdicts.get(SPIKE));
        assertThat(spike.kind()).isIn("one", "other", "none of these");
        assertThat(spike.probability()).isBetween(0.0, 1.0);
        assertThat(verdicts)
                .allSatisfy(verdict -> assertThat(recognized(verdict).isAsked()).isEqualTo(verdict.alert()));
    }

    @Test
    void saysNothingWithoutAHead() {
        assertThat(detect(plain, rows(1)))
                .allMatch(verdict -> !recognized(verdict).isAsked());
    }

    @ParameterizedTest(name = "{0} features")
    @CsvSource({"1", "3"})
    void scoresAsTheModelWithoutAHeadDoesBitForBitAndLeavesTheSameState(int features) {
        ModelSnapshot named = headed(plain, 1);
        Detector without = new Detector(plain, features);
        Detector with = new Detector(named, features);
        SeriesState one = SeriesState.wrap(without.newState());
        SeriesState other = SeriesState.wrap(without.newState());
        int row = 0;

        for (Observation observation : rows(features)) {
            other = row < 300 ? other : with.adopt(other, 1);
            Verdict expected = without.detect(one, observation);
            Verdict found = (row < 300 ? without : with).detect(other, observation);

            assertThat(found.score()).isEqualTo(expected.score());
            assertThat(found.alert()).isEqualTo(expected.alert());
            row++;
        }

        int stamps = SeriesStateLayout.of(plain.spec(), features).block(0);
        assertThat(Arrays.copyOfRange(other.bytes(), stamps, other.bytes().length))
                .isEqualTo(Arrays.copyOfRange(one.bytes(), stamps, one.bytes().length));
    }

    @Test
    void readsTheSameOfSeriesInAnotherUnit() {
        List<Observation> rows = rows(1);
        List<Observation> scaled = rows.stream()
                .map(row -> Observation.of(row.eventTimeMs(), 1_000 * row.value(0)))
                .toList();

        float[] inputs = inputsOfSpike(plain, rows, 1);

        assertThat(inputsOfSpike(plain, scaled, 1)).containsExactly(inputs, within(0.02f));
        assertThat(inputs[Networks.HIDDEN_SIZE]).as("signed surprise").isPositive();
    }

    @ParameterizedTest(name = "{0}, {1} features")
    @CsvSource({"lstm, 1", "lstm, 4", "gru+identity, 2", "rnn+concat, 1", "tdnn:3, 3"})
    void readsFiniteNumbersOfAnyNetworkAndLeavesTheStateAlone(String cell, int features) {
        ModelSpec spec = new ModelSpec(NetworkShape.of(cell, 2, 4), List.of(), List.of(), VersionChange.REPLAY);
        ModelSnapshot model = Networks.random(5, spec);

        float[] inputs = inputsOfSpike(model, rows(features), features);

        assertThat(inputs).hasSize(spec.outputSize() + TensorLayout.RECOGNITION_STATISTICS);
        for (float input : inputs) {
            assertThat(Float.isFinite(input)).isTrue();
        }
    }

    private static float[] inputsOfSpike(ModelSnapshot model, List<Observation> rows, int features) {
        Detector detector = new Detector(model, features);
        SeriesState state = SeriesState.wrap(detector.newState());
        rows.subList(0, SPIKE + 1).forEach(row -> detector.detect(state, row));
        byte[] before = state.bytes().clone();

        float[] inputs = detector.recognitionInputs(state, rows.get(SPIKE));

        assertThat(state.bytes()).isEqualTo(before);
        assertThat(detector.recognitionInputs(state, rows.get(SPIKE))).isEqualTo(inputs);
        return inputs;
    }

    private static List<Observation> rows(int features) {
        List<Observation> rows = new ArrayList<>(SyntheticRows.waves(1, 1_000, features));
        rows.set(SPIKE, SyntheticRows.with(rows.get(SPIKE), 0, 150));
        return rows;
    }

    private static List<Verdict> detect(ModelSnapshot model, List<Observation> rows) {
        Detector detector = new Detector(model, 1);
        SeriesState state = SeriesState.wrap(detector.newState());
        return rows.stream().map(row -> detector.detect(state, row)).toList();
    }

    private static Recognition recognized(Verdict verdict) {
        return verdict instanceof Verdict.Scored scored ? scored.explanation().recognizedAs() : Recognition.NOT_ASKED;
    }

    /** The model with a head of random weights. */
    private static ModelSnapshot headed(ModelSnapshot model, long seed) {
        ModelSpec spec = new ModelSpec(
                model.spec().network(), List.of(), List.of(), VersionChange.KEEP, List.of("one", "other"));
        Random random = new Random(seed);
        Map<String, float[]> head = new LinkedHashMap<>();
        for (TensorShape shape : TensorLayout.recognition(spec)) {
            float[] values = new float[shape.size()];
            for (int index = 0; index < values.length; index++) {
                values[index] = 0.1f + random.nextFloat();
            }
            head.put(shape.name(), values);
        }
        head.put(TensorLayout.RECOGNITION_THRESHOLD, new float[] {0.3f});
        head.put(TensorLayout.RECOGNITION_KINDS, RecognitionTensors.hash(spec.kinds()));
        return model.withHead("headed", Optional.of(model.identity().sha256()), spec, head);
    }
}
