package io.surprisal.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingLogTest {

    private static final ValidationLoss LOSS = new ValidationLoss(2.5, 3.25, 3.5);

    @Test
    void writesALineForEachEpochWithTheMeanLossAndTheTimeLeft() {
        List<String> lines = new ArrayList<>();
        TrainingLog log = new TrainingLog(lines::add);

        log.report(new TrainingProgress(0, 400, 0, 4, 12, LOSS, Duration.ofSeconds(1)));
        log.report(new TrainingProgress(50, 400, 0, 4, 10, LOSS, Duration.ofSeconds(5)));
        log.report(new TrainingProgress(100, 400, 1, 4, 8, LOSS, Duration.ofSeconds(10)));

        assertThat(lines)
                .containsExactly(
                        "epoch 1 of 4: loss 10.000, validation 2.5000 / 3.2500 / 3.5000, 10.0 updates/s, 30 s left");
    }

    @Test
    void leavesOutALossThatIsNotThere() {
        List<String> lines = new ArrayList<>();
        TrainingLog log = new TrainingLog(lines::add);

        log.report(new TrainingProgress(25, 6000, 0, 4, 10, LOSS, Duration.ofSeconds(2)));
        log.report(new TrainingProgress(25, 6000, 1, 4, Double.NaN, LOSS, Duration.ofSeconds(2)));

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).contains("loss 10.000");
    }
}
