package io.surprisal.schemas.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesPatternTest {

    @ParameterizedTest(name = "{0} means {1}: {2}")
    @CsvSource({
        "web-1,      web-1,        true",
        "web-1,      web-10,       false",
        "web-1,      Web-1,        false",
        "web-*,      web-1,        true",
        "web-*,      web-,         true",
        "web-*,      eu/web-1,     false",
        "*,          anything at.all/of it, true",
        "*,          '',           true",
        "**,         a,            true",
        "*.cpu,      eu/web-1.cpu, true",
        "*.cpu,      cpu,          false",
        "eu/*/cpu,   eu/a/b/cpu,   true",
        "a*b*c,      abc,          true",
        "a*b*c,      aXbXbXc,      true",
        "a*b*c,      aXcXb,        false",
        "*aab,       aaab,         true",
        "a.b,        axb,          false",
        "[a-z]?,     ab,           false",
        "a*,         a*b,          true",
    })
    void meansKeysOfWhichAllMatches(String pattern, String series, boolean means) {
        assertThat(SeriesPattern.of(pattern).matches(series)).isEqualTo(means);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void meansTheSameAsTheRegularExpression(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String pattern = text(random, "ab*", 1 + random.nextInt(7));
            String series = text(random, "ab", random.nextInt(9));

            assertThat(SeriesPattern.of(pattern).matches(series))
                    .as("%s means %s", pattern, series)
                    .isEqualTo(series.matches(pattern.replace("*", ".*")));
        }
    }

    @Test
    void staysQuickForTheWorstPattern() {
        String series = "a".repeat(1_024);

        assertThat(SeriesPattern.of("a*".repeat(511) + "b").matches(series)).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void putsTheLongestFirstThenFewerWildcardsThenTheOrderOfTheText(long seed) {
        List<SeriesPattern> expected = Stream.of(
                        "web-1", "web-*", "*eb-1", "*web*", "*-1", "w*1", "*1", "w*", "*-*", "*", "**")
                .map(SeriesPattern::of)
                .toList();
        List<SeriesPattern> patterns = new ArrayList<>(expected);
        Collections.shuffle(patterns, new Random(seed));

        Collections.sort(patterns);

        assertThat(patterns)
                .extracting(SeriesPattern::text)
                .containsExactly("web-1", "*eb-1", "web-*", "*web*", "*-1", "w*1", "*1", "w*", "*-*", "*", "**");
    }

    @Test
    void letsTheKeyItselfWinOverAnyPatternThatHasAsManyCharacters() {
        assertThat(SeriesPattern.of("ab")).isLessThan(SeriesPattern.of("*a*b*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb"})
    void refusesWhatIsNoPattern(String text) {
        assertThatThrownBy(() -> SeriesPattern.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pattern must be 1 to 1,024 characters without control characters");
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < length; index++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
