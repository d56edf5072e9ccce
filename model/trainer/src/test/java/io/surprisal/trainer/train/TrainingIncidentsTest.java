package io.surprisal.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.detect.Observation;
import io.surprisal.trainer.train.synthetic.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingIncidentsTest {

    private static final int STRETCHES = 60;

    private final List<Observation> rows = rows(2000);

    @Test
    void disturbsHalfOfTheStretchesInPartAndLeavesTheOthersAsTheyAre() {
        TrainingIncidents incidents = TrainingIncidents.of(1);

        int disturbed = 0;
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            List<Observation> seen = incidents.into(rows);
            long changed = IntStream.range(0, rows.size())
                    .filter(row -> !seen.get(row).equals(rows.get(row)))
                    .count();
            disturbed += changed > 0 ? 1 : 0;
            assertThat(changed).isLessThan(rows.size() / 2);
        }

        assertThat(disturbed).isBetween(STRETCHES / 3, STRETCHES * 2 / 3);
    }

    @Test
    void neverChangesTheFirstRowsATimeOrACovariate() {
        TrainingIncidents incidents = TrainingIncidents.of(1);

        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            List<Observation> seen = incidents.into(rows);

            assertThat(seen.subList(0, 200)).isEqualTo(rows.subList(0, 200));
            for (int row = 0; row < rows.size(); row++) {
                assertThat(seen.get(row).eventTimeMs()).isEqualTo(rows.get(row).eventTimeMs());
                assertThat(seen.get(row).covariate(0)).isEqualTo(rows.get(row).covariate(0));
            }
        }
    }

    @Test
    void leavesStretchesAloneThatAreTooShortToHaveAUsualCourse() {
        TrainingIncidents incidents = TrainingIncidents.of(1);
        List<Observation> brief = rows(299);

        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            assertThat(incidents.into(brief)).isEqualTo(brief);
        }
    }

    @Test
    void makesTheSameIncidentsFromTheSameSeed() {
        TrainingIncidents one = TrainingIncidents.of(1);
        TrainingIncidents same = TrainingIncidents.of(1);
        TrainingIncidents other = TrainingIncidents.of(2);

        List<List<Observation>> disturbed = several(one);

        assertThat(several(same)).isEqualTo(disturbed);
        assertThat(several(other)).isNotEqualTo(disturbed);
    }

    private List<List<Observation>> several(TrainingIncidents incidents) {
        return IntStream.range(0, 5).mapToObj(stretch -> incidents.into(rows)).toList();
    }

    private static List<Observation> rows(int count) {
        RandomSource random = new RandomSource(3, 4);
        List<Observation> rows = new ArrayList<>();
        double level = 0;
        for (int row = 0; row < count; row++) {
            level = 0.9 * level + random.normal();
            rows.add(new Observation(
                    60_000L * row,
                    new double[] {level, 20 + level + random.normal()},
                    new double[] {row},
                    Observation.UNKNOWN,
                    Observation.UNKNOWN));
        }
        return rows;
    }
}
