package io.surprisal.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2014-04-01 00:00:00, 1396310400000",
        "2014-04-01T00:00:00, 1396310400000",
        "2014-04-01T00:00, 1396310400000",
        "2014-04-01, 1396310400000",
        "2014-04-01 00:00:00.000000, 1396310400000",
        "2014-04-01 00:00:00.1239, 1396310400123",
        "2014-04-01 00:00:00.5, 1396310400500",
        "2014-04-01T00:00:00Z, 1396310400000",
        "2014-04-01T02:00:00+02:00, 1396310400000",
        "2014-03-31 18:30:00-0530, 1396310400000",
        "2014-04-01 02:00:00 +02, 1396310400000",
        "1969-12-31 23:59:59.5, -500",
        "1396310400, 1396310400000",
        "1396310400.25, 1396310400250",
        "1396310400000, 1396310400000",
        "1e11, 100000000000",
        "99999999999, 99999999999000",
        "-1, -1000"
    })
    void reads(String text, long epochMs) {
        assertThat(EventTimes.parse(text)).isEqualTo(epochMs);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "",
                "now",
                "2014-13-01",
                "2014-04-31",
                "2014-04-01 24:00:00",
                "2014-04-01 00:60:00",
                "2014-04-01 00:00:60",
                "2014-04-01T00:00:00+19:00",
                "14-04-01",
                "NaN",
                "inf",
                "1e300"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> EventTimes.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an event time must be an ISO date-time or a number: '" + text + "'");
    }
}
