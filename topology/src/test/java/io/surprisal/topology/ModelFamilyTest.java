package io.surprisal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Score;
import io.surprisal.avro.VerdictKind;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.NetworkShape;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Observation;
import io.surprisal.model.series.SeriesState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of every kind on its way: published in chunks, activated between two rows, scoring, its state stored. */
class ModelFamilyTest {

    private static final int SWAP = 100;
    private static final int ROWS = 140;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lstm-coupled",
                "lstm-peephole",
                "rnn",
                "gru",
                "tdnn:3",
                "lstm+identity",
                "gru+concat",
                "tdnn:3+concat"
            })
    void aPublishedModelOfEveryKindScoresAsTheDetectorByItselfDoes(String cell) {
        ModelSnapshot model = TestModels.ofNetwork(NetworkShape.of(cell, 2, 4), 5);
        try (DetectorFixture detector = DetectorFixture.start()) {
            detector.publish(DetectorFixture.BUNDLED);
            detector.promote(DetectorFixture.BUNDLED, DetectorFixture.timeOf(0));
            detector.publish(model);
            detector.promote(model, DetectorFixture.timeOf(SWAP));

            detector.readRows("web-1", 0, ROWS);

            List<Score> scores = detector.scores();
            assertThat(scores.get(ROWS - 1).getModelSha256())
                    .isEqualTo(model.identity().sha256());
            assertThat(scores.get(ROWS - 1).getVerdict()).isEqualTo(VerdictKind.SCORED);
            SeriesState state = detector.state("web-1").orElseThrow();
            assertThat(state.header().network()).isEqualTo(model.spec().network());
            assertThat(scores.subList(SWAP, ROWS)).extracting(Score::getScore).isEqualTo(alone(model));
        }
    }

    /** The scores after the swap, without topics and stores. */
    private static List<Double> alone(ModelSnapshot model) {
        Detector before = new Detector(DetectorFixture.BUNDLED, 1);
        Detector after = new Detector(model, 1);
        SeriesState state = SeriesState.wrap(before.newState());
        List<Double> scores = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            Observation observation = Observation.of(DetectorFixture.timeOf(row), DetectorFixture.valueOf(row));
            if (row < SWAP) {
                before.detect(state, observation);
            } else {
                state = after.adopt(state, row);
                scores.add(after.detect(state, observation).score());
            }
        }
        return scores;
    }
}
