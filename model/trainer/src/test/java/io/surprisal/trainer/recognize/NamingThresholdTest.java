package io.surprisal.trainer.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamingThresholdTest {

    private final List<HeldBackAnswer> answers = new ArrayList<>();

    @Test
    void namesAsManyAsItCanWhileTheWishedShareIsRight() {
        add(8, "spike", 0.9);
        add(2, AlertExample.FALSE_ALARM, 0.75);
        add(5, "drift", 0.5);

        assertThat(NamingThreshold.of(answers, 0.8)).isEqualTo(0.75f);
        assertThat(NamingThreshold.of(answers, 0.5)).isEqualTo(0.5f);
    }

    @Test
    void namesNothingWhereTheWishIsNeverMet() {
        add(20, AlertExample.FALSE_ALARM, 0.9);
        add(20, "spike", 0.8);

        assertThat(NamingThreshold.of(answers, 0.6)).isEqualTo(1);
    }

    @Test
    void doesNotTrustAHandfulOfAlerts() {
        add(3, "spike", 0.99);
        add(40, "drift", 0.6);

        assertThat(NamingThreshold.of(answers, 0.9)).isEqualTo(1);
    }

    /** Alerts that a head takes for a spike. */
    private void add(int count, String truth, double probability) {
        for (int each = 0; each < count; each++) {
            answers.add(new HeldBackAnswer(truth, "spike", probability));
        }
    }
}
