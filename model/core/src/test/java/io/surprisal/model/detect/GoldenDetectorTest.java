package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.score.Channel;
import io.surprisal.model.series.SeriesState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The detector against the equations in double precision; see src/test/golden/detector.py. */
class GoldenDetectorTest {

    private static final int SEED = 7;
    private static final double NETWORK_TOLERANCE = 2e-4;
    private static final double TAIL_TOLERANCE = 0.02;

    /** A statistic that lies on the edge of two bins may be counted in the other one. */
    private static final double PART_ON_EDGES = 0.005;

    private final ModelSnapshot model = Networks.random(SEED);
    private final Detector detector = new Detector(model, List.of("value"), Explain.EVERY_ROW);

    @Test
    void forecastsAndNormalisesAsTheEquationsSay() {
        SeriesState state = SeriesState.wrap(detector.newState());

        for (GoldenRow row : GoldenRow.load()) {
            detector.detect(state, row.observation());

            assertThat(detector.row().y[0]).as(row.toString()).isCloseTo(row.y(), within(1e-5));
            assertThat(detector.row().expected[0])
                    .as(row.toString())
                    .isCloseTo(row.expected(), within(NETWORK_TOLERANCE));
        }
    }

    @Test
    void countsTheTailsOfAllChannelsAsTheEquationsSay() {
        SeriesState state = SeriesState.wrap(detector.newState());
        List<GoldenRow> rows = GoldenRow.load();
        List<String> different = new ArrayList<>();

        for (GoldenRow row : rows) {
            if (detector.detect(state, row.observation()) instanceof Verdict.Scored scored) {
                compare(row, scored, different);
            }
        }

        assertThat(different).hasSizeLessThan((int) (PART_ON_EDGES * rows.size()));
    }

    private static void compare(GoldenRow row, Verdict.Scored scored, List<String> different) {
        double largest = Math.abs(scored.statistic() - row.statistic());
        for (Channel channel : Channel.OF_ONE) {
            double tail = scored.explanation().channels().get(channel.index()).tail();
            largest = Math.max(largest, Math.abs(tail - row.tail(channel)));
        }
        if (largest > TAIL_TOLERANCE) {
            different.add(row + " but " + scored);
        }
    }
}
