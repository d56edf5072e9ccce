package io.surprisal.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class EventTimeTest {

    private final EventTime times = new EventTime();

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "beginning, 1970-01-01T00:00:00Z",
        "2026-11-30T01:00:00+01:00, 2026-11-30T00:00:00Z",
        "2026-11-30T00:00:00.123456Z, 2026-11-30T00:00:00.123Z",
        "1795996800123, 2026-11-30T00:00:00.123Z",
    })
    void readsTimesAsExactAsEventsAre(String text, Instant time) {
        assertThat(times.convert(text)).isEqualTo(time);
    }

    @Test
    void takesNowForThePresent() {
        assertThat(times.convert("Now")).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1795996800", "2026-11-30", ""})
    void refusesWhatIsNoTimeOrMayBeSeconds(String text) {
        assertThatThrownBy(() -> times.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("milliseconds since 1970: '" + text + "'");
    }
}
