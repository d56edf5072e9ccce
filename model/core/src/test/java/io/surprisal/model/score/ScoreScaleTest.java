package io.surprisal.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreScaleTest {

    @ParameterizedTest(name = "A = {0} is {1}")
    @CsvSource({"0, 0", "3, 0.5", "6, 0.75", "9, 0.875"})
    void halvesWhatIsLeftToOneForEachFactorOfAThousand(double rarity, double score) {
        assertThat(ScoreScale.score(rarity)).isCloseTo(score, within(1e-15));
    }

    @Test
    void staysBelowOne() {
        assertThat(ScoreScale.score(1e6)).isLessThan(1);
    }
}
