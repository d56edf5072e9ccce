package io.surprisal.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SpanTest {

    private final Span span = new Span();

    @ParameterizedTest
    @CsvSource({"90s, PT90S", "15m, PT15M", "36h, PT36H", "2d, PT48H"})
    void readsANumberAndAUnit(String text, Duration expected) {
        assertThat(span.convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "d", "0h", "-1h", "2 weeks", "1.5h"})
    void refusesAnythingElseSayingWhatItTakes(String text) {
        assertThatThrownBy(() -> span.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("such as 36h or 2d")
                .hasMessageContaining("'" + text + "'");
    }
}
