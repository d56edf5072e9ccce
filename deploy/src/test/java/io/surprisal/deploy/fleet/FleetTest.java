package io.surprisal.deploy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetTest {

    private static final FleetClock CLOCK = FleetClock.after(Instant.parse("2026-11-23T05:00:00Z"), Duration.ofDays(2));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 7, 99})
    void isTheSameForTheSameSeedOnAnyDay(long seed) {
        FleetClock another = FleetClock.after(Instant.parse("2026-12-25T23:59:59Z"), Duration.ofDays(2));

        Fleet fleet = Fleet.of(seed, 40, CLOCK);
        Fleet again = Fleet.of(seed, 40, another);

        assertThat(again.incidents()).isEqualTo(fleet.incidents());
        for (int i = 0; i < 40; i++) {
            assertThat(values(again, i)).isEqualTo(values(fleet, i));
        }
    }

    @Test
    void beginsItsLivePartAfterTheWallClockOnAThursday() {
        Instant live = Instant.ofEpochMilli(CLOCK.eventTimeMs(CLOCK.historyRows()));

        assertThat(live).isAfter(Instant.parse("2026-11-23T05:00:00Z"));
        assertThat(live.atZone(ZoneOffset.UTC).getDayOfWeek()).isEqualTo(DayOfWeek.THURSDAY);
    }

    @Test
    void strikesAQuarterOfTheSeriesWithEveryKindOfIncidentInTheLivePart() {
        Fleet fleet = Fleet.of(7, 240, CLOCK);

        assertThat(fleet.incidents()).hasSize(60).allSatisfy(incident -> {
            assertThat(incident.from()).isGreaterThan(CLOCK.historyRows());
            assertThat(incident.to()).isLessThan(CLOCK.rows());
        });
        assertThat(fleet.incidents()).extracting(Incident::kind).contains(IncidentKind.values());
    }

    @Test
    void hasOnlyFiniteValues() {
        Fleet fleet = Fleet.of(3, 100, CLOCK);

        for (int i = 0; i < 100; i++) {
            assertThat(values(fleet, i)).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        }
    }

    @Test
    void startsALargerFleetWithTheSameSeries() {
        Fleet small = Fleet.of(7, 10, CLOCK);
        Fleet large = Fleet.of(7, 30, CLOCK);

        assertThat(values(large, 9)).isEqualTo(values(small, 9));
    }

    private static double[] values(Fleet fleet, int series) {
        return IntStream.range(0, CLOCK.rows())
                .mapToDouble(row -> fleet.series().get(series).value(row))
                .toArray();
    }
}
