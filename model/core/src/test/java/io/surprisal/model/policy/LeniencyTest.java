package io.surprisal.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.model.policy.Leniency.Judgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeniencyTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();

    @Test
    void movesNothingWhereNobodyHasJudged() {
        assertThat(Leniency.NONE.soften(AlertPolicy.USUAL, NOW)).isSameAs(AlertPolicy.USUAL);
    }

    @Test
    void makesAThresholdHalfADecadeRarerForAFalseAlarmFromItsTimeOn() {
        Leniency leniency = Leniency.of(List.of(new Judgement(NOW, true)));

        assertThat(leniency.at(NOW - 1)).isZero();
        assertThat(leniency.at(NOW)).isEqualTo(0.5);
        // A rate of 10^-3.5 in place of 10^-3.
        assertThat(leniency.soften(AlertPolicy.USUAL, NOW).sensitivity().threshold(60))
                .isCloseTo(1 - Math.pow(2, -3.5 / 3), within(1e-9));
    }

    @Test
    void isTakenBackByATrueAlarmAndNeverBelowTheUsual() {
        Leniency back = Leniency.of(List.of(new Judgement(NOW, true), new Judgement(NOW + 1, false)));
        Leniency below = Leniency.of(
                List.of(new Judgement(NOW, false), new Judgement(NOW + 1, false), new Judgement(NOW + 2, true)));

        assertThat(back.at(NOW + 1)).isZero();
        assertThat(below.at(NOW + 2)).isEqualTo(0.5);
    }

    @Test
    void isNeverMoreThanTwoDecades() {
        List<Judgement> many = new ArrayList<>();
        for (int each = 0; each < 50; each++) {
            many.add(new Judgement(NOW, true));
        }

        assertThat(Leniency.of(many).at(NOW)).isEqualTo(Leniency.MOST);
    }

    @Test
    void fadesByHalfInThirtyDaysAndToNothingAtLast() {
        Leniency leniency = Leniency.of(List.of(new Judgement(NOW, true)));

        assertThat(leniency.at(NOW + 30 * DAY)).isCloseTo(0.25, within(1e-9));
        assertThat(leniency.at(NOW + 200 * DAY)).isZero();
    }
}
