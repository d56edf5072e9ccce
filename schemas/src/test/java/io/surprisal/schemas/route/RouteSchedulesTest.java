package io.surprisal.schemas.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.RouteEntry;
import io.surprisal.avro.RouteSchedule;
import io.surprisal.schemas.rule.RuleTimeline;
import io.surprisal.schemas.rule.SeriesRules;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteSchedulesTest {

    private static final String USUAL = "default";

    @Test
    void sendsASeriesToTheModelOfTheLongestPatternFromItsTimeOn() {
        RuleTimeline<String> web = SeriesRules.of(List.of(
                        RouteSchedules.rule("*", schedule(entry(0, "general"))),
                        RouteSchedules.rule("web-*", schedule(entry(100, "latency"), entry(200, "")))))
                .timeline("web-1", USUAL);

        assertThat(web.at(-1)).isEqualTo(USUAL);
        assertThat(web.at(99)).isEqualTo("general");
        assertThat(web.at(100)).isEqualTo("latency");
        assertThat(web.at(200)).isEqualTo("general");
    }

    @Test
    void refusesAScheduleOfWhichOneEntryNamesNoModelNamingIt() {
        assertThatThrownBy(() -> RouteSchedules.rule("*", schedule(entry(0, "a"), entry(1, "a/b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("entry 2: model name must be 1 to 128 letters");
    }

    private static RouteSchedule schedule(RouteEntry... entries) {
        RouteSchedule schedule = RouteSchedules.empty();
        for (RouteEntry entry : entries) {
            schedule = RouteSchedules.append(schedule, entry);
        }
        return schedule;
    }

    private static RouteEntry entry(long fromMs, String model) {
        return RouteEntry.newBuilder()
                .setEpoch(0)
                .setFromEventTime(Instant.ofEpochMilli(fromMs))
                .setModel(model)
                .setSince(Instant.EPOCH)
                .build();
    }
}
