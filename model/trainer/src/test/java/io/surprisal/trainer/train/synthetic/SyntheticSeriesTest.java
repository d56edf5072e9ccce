package io.surprisal.trainer.train.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticSeriesTest {

    private static final int LENGTH = 2000;

    @Test
    void givesTheSameSeriesForTheSameSeedAndNumber() {
        SyntheticSeries first = SyntheticSeries.generate(7, 3, LENGTH, SyntheticSeries.TRAINING_ANOMALY_SHARE);
        SyntheticSeries second = SyntheticSeries.generate(7, 3, LENGTH, SyntheticSeries.TRAINING_ANOMALY_SHARE);

        assertThat(second.values()).isEqualTo(first.values());
        assertThat(second.timesMs()).isEqualTo(first.timesMs());
    }

    /** The fingerprint of version 1: another value means another generator, which needs another version number. */
    @Test
    void givesTheSeriesOfItsVersion() {
        int fingerprint = 1;
        for (int number = 0; number < 40; number++) {
            SyntheticSeries series = SyntheticSeries.generate(1, number, 500, SyntheticSeries.TRAINING_ANOMALY_SHARE);
            fingerprint = 31 * fingerprint + Arrays.hashCode(series.values());
            fingerprint = 31 * fingerprint + Arrays.hashCode(series.timesMs());
        }

        assertThat(SyntheticSeries.GENERATOR_VERSION).isEqualTo(1);
        assertThat(fingerprint).isEqualTo(1392197037);
    }

    @Test
    void makesEveryKind() {
        Set<SeriesKind> kinds = EnumSet.noneOf(SeriesKind.class);
        for (int number = 0; number < 100; number++) {
            kinds.add(SyntheticSeries.generate(1, number, 50, SyntheticSeries.NO_ANOMALIES)
                    .kind());
        }

        assertThat(kinds).containsExactlyInAnyOrder(SeriesKind.values());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void givesFiniteValuesAtTimesThatNeverGoBack(long seed) {
        for (int number = 0; number < 100; number++) {
            SyntheticSeries series = SyntheticSeries.generate(seed, number, LENGTH, 1);

            assertThat(Arrays.stream(series.values()).allMatch(Double::isFinite))
                    .as("series %d, %s", number, series.kind())
                    .isTrue();
            assertThat(series.timesMs()).isSorted();
        }
    }

    @ParameterizedTest(name = "mean {0}")
    @ValueSource(doubles = {0.3, 8, 200, 5000})
    void drawsCountsOfTheMeanAskedFor(double mean) {
        RandomSource random = new RandomSource(5, 0);
        double sum = 0;
        double wideSum = 0;
        int draws = 20_000;
        for (int draw = 0; draw < draws; draw++) {
            sum += random.poisson(mean);
            wideSum += random.negativeBinomial(2, mean);
        }

        // five standard errors: variance m of a Poisson number, m + m²/2 of the wide one
        assertThat(Math.abs(sum / draws - mean)).isLessThan(5 * Math.sqrt(mean / draws));
        assertThat(Math.abs(wideSum / draws - mean)).isLessThan(5 * Math.sqrt((mean + mean * mean / 2) / draws));
    }
}
