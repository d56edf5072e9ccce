package io.surprisal.schemas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.surprisal.avro.AliasEntry;
import io.surprisal.schemas.Examples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryShareTest {

    private static final List<String> SERIES =
            IntStream.range(0, 20_000).mapToObj(number -> "host-" + number).toList();

    @ParameterizedTest
    @CsvSource({"web-1, 91.041", "db-7, 71.290", "'', 83.684", "'Zürich', 89.863"})
    void givesASeriesItsPlaceForGood(String series, double place) {
        assertThat(CanaryShare.place(series)).isCloseTo(place, within(0.001));
    }

    @Test
    void hasTheSeriesOfASmallShareInEveryLargerOne() {
        List<String> first =
                SERIES.stream().filter(series -> CanaryShare.has(5, series)).toList();

        assertThat(first).allMatch(series -> CanaryShare.has(10, series));
        assertThat(first.size() / (double) SERIES.size()).isCloseTo(0.05, within(0.005));
    }

    @Test
    void spreadsAShareOverAllPartitions() {
        long[] shares = new long[4];
        SERIES.stream()
                .filter(series -> CanaryShare.has(20, series))
                .forEach(series -> shares[Utils.toPositive(Utils.murmur2(Utils.utf8(series))) % shares.length]++);

        assertThat(Arrays.stream(shares)).allMatch(share -> share > 850 && share < 1_150);
    }

    @Test
    void isForAllSeriesUnlessToldOtherwise() {
        assertThat(SERIES).allMatch(series -> CanaryShare.has(CanaryShare.ALL, series));
        assertThat(entry().getCanaryPercent()).isEqualTo(CanaryShare.ALL);
        assertThat(CanaryShare.of(2.5, entry()).getCanaryPercent()).isEqualTo(2.5);
    }

    @Test
    void refusesAShareOfNothingAndOfMoreThanAll() {
        assertThatThrownBy(() -> CanaryShare.of(0, entry())).hasMessageContaining("above 0 and at most 100 percent: 0");
        assertThatThrownBy(() -> CanaryShare.of(101, entry())).hasMessageContaining("101");
        assertThatThrownBy(() -> CanaryShare.of(Double.NaN, entry())).hasMessageContaining("NaN");
    }

    private static AliasEntry entry() {
        return Examples.modelsRecord().getAlias().getEntries().get(0);
    }
}
