package io.surprisal.schemas.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.schemas.Examples;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AliasSchedulesTest {

    @Test
    void meansTheEntryWhoseTimeHasCome() {
        AliasSchedule schedule = schedule(entry("a", 100), entry("b", 200));

        assertThat(at(schedule, 100)).isEqualTo("a");
        assertThat(at(schedule, 199)).isEqualTo("a");
        assertThat(at(schedule, 200)).isEqualTo("b");
        assertThat(at(schedule, Long.MAX_VALUE)).isEqualTo("b");
    }

    @Test
    void meansTheEntryAppendedLastWhereSeveralTimesHaveCome() {
        AliasSchedule rolledBack = schedule(entry("a", 100), entry("b", 300), entry("a again", 200));

        assertThat(at(rolledBack, 199)).isEqualTo("a");
        assertThat(at(rolledBack, 250)).isEqualTo("a again");
        assertThat(at(rolledBack, 350)).isEqualTo("a again");
    }

    @Test
    void meansTheEntryOfTheEarliestTimeBeforeAllTimes() {
        AliasSchedule schedule = schedule(entry("a", 100), entry("b", 50), entry("c", 70));

        assertThat(at(schedule, 49)).isEqualTo("b");
        assertThat(at(schedule, Long.MIN_VALUE)).isEqualTo("b");
    }

    @Test
    void meansTheEntryAppendedLastOfSeveralWithTheSameTime() {
        AliasSchedule schedule = schedule(entry("a", 100), entry("b", 100));

        assertThat(at(schedule, 100)).isEqualTo("b");
        assertThat(at(schedule, 99)).isEqualTo("b");
    }

    @Test
    void meansNothingWhereItIsEmpty() {
        assertThat(AliasSchedules.resolve(AliasSchedules.empty(), 0)).isEmpty();
        assertThat(AliasSchedules.epoch(AliasSchedules.empty())).isZero();
    }

    @Test
    void goesBackOneVersionWithEachRollback() {
        assertThat(previous("a", "b", "c")).isEqualTo("b");
        assertThat(previous("a", "b", "c", "b")).isEqualTo("a");
        assertThat(previous("a", "b", "c", "b", "a")).isEqualTo("none");
        assertThat(previous("a", "b", "a", "d")).isEqualTo("a");
        assertThat(previous("a", "b", "b")).isEqualTo("a");
        assertThat(previous()).isEqualTo("none");
    }

    @Test
    void numbersEntriesFromOneWhateverTheySay() {
        AliasSchedule schedule = schedule(entry("a", 100), entry("b", 200), entry("c", 300));

        assertThat(schedule.getEntries()).extracting(AliasEntry::getEpoch).containsExactly(1L, 2L, 3L);
        assertThat(AliasSchedules.epoch(schedule)).isEqualTo(3);
    }

    @Test
    void keepsTheLast32EntriesAndGoesOnCounting() {
        AliasSchedule schedule = AliasSchedules.empty();

        for (int number = 1; number <= 40; number++) {
            schedule = AliasSchedules.append(schedule, entry("v" + number, number));
        }

        assertThat(schedule.getEntries()).hasSize(32);
        assertThat(schedule.getEntries().get(0).getEpoch()).isEqualTo(9);
        assertThat(AliasSchedules.epoch(schedule)).isEqualTo(40);
        assertThat(at(schedule, 1)).isEqualTo("v9");
    }

    @Test
    void leavesTheScheduleThatWasAppendedToAsItIs() {
        AliasSchedule before = schedule(entry("a", 100));

        AliasSchedules.append(before, entry("b", 200));

        assertThat(before.getEntries()).hasSize(1);
    }

    @Test
    void meansACanaryForItsShareOfTheSeriesAlone() {
        AliasSchedule schedule = schedule(entry("a", 100), CanaryShare.of(10, entry("b", 200)));

        long series = IntStream.range(0, 1_000)
                .filter(number -> AliasSchedules.resolve(schedule, 200, "web-" + number)
                        .orElseThrow()
                        .getVersion()
                        .equals("b"))
                .count();

        assertThat(series).isBetween(70L, 130L);
        assertThat(at(schedule, 200)).isEqualTo("a");
        assertThat(AliasSchedules.resolve(schedule, 199, inFirst(10))
                        .orElseThrow()
                        .getVersion())
                .isEqualTo("a");
    }

    @Test
    void goesBackFromACanaryWhereAnEntryForAllSeriesFollows() {
        AliasSchedule schedule = schedule(entry("a", 100), CanaryShare.of(10, entry("b", 200)), entry("a again", 300));

        assertThat(AliasSchedules.resolve(schedule, 300, inFirst(10))
                        .orElseThrow()
                        .getVersion())
                .isEqualTo("a again");
    }

    @Test
    void meansNothingForSeriesOutsideOfTheOnlyEntrysShare() {
        AliasSchedule schedule = schedule(CanaryShare.of(10, entry("b", 200)));

        assertThat(AliasSchedules.resolve(schedule, 200)).isEmpty();
        assertThat(AliasSchedules.resolve(schedule, 0, inFirst(10))).isPresent();
    }

    private static String inFirst(double percent) {
        return IntStream.range(0, 1_000)
                .mapToObj(number -> "web-" + number)
                .filter(series -> CanaryShare.has(percent, series))
                .findFirst()
                .orElseThrow();
    }

    private static AliasSchedule schedule(AliasEntry... entries) {
        AliasSchedule schedule = AliasSchedules.empty();
        for (AliasEntry entry : entries) {
            schedule = AliasSchedules.append(schedule, entry);
        }
        return schedule;
    }

    private static AliasEntry entry(String version, long fromEventTimeMs) {
        return AliasEntry.newBuilder()
                .setEpoch(0)
                .setFromEventTime(Instant.ofEpochMilli(fromEventTimeMs))
                .setSha256(Examples.SHA256)
                .setVersion(version)
                .setSince(Instant.EPOCH)
                .build();
    }

    private static String at(AliasSchedule schedule, long eventTimeMs) {
        return AliasSchedules.resolve(schedule, eventTimeMs).orElseThrow().getVersion();
    }

    /** The version before the last of these, each of which has weights of its own. */
    private static String previous(String... versions) {
        AliasSchedule schedule = AliasSchedules.empty();
        for (String version : versions) {
            AliasEntry entry = AliasEntry.newBuilder(entry(version, 0))
                    .setSha256(version.repeat(64))
                    .build();
            schedule = AliasSchedules.append(schedule, entry);
        }
        return AliasSchedules.previous(schedule).map(AliasEntry::getVersion).orElse("none");
    }
}
