package io.surprisal.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.policy.Side;
import io.surprisal.schemas.rule.RuleTimeline;
import io.surprisal.schemas.rule.SeriesRule;
import io.surprisal.schemas.rule.SeriesRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesPoliciesTest {

    private static final Map<String, String> ABOVE = Map.of("direction", "above");
    private static final Map<String, String> BELOW = Map.of("direction", "below");
    private static final Map<String, String> NOTHING = Map.of();

    @Test
    void holdsFromItsEventTimeOnAndNotBefore() {
        RuleTimeline<AlertPolicy> timeline =
                policies(rule("*", entry(100, BELOW))).timeline("a", AlertPolicy.USUAL);

        assertThat(timeline.at(99)).isEqualTo(AlertPolicy.USUAL);
        assertThat(timeline.at(100).side()).isEqualTo(Side.BELOW);
        assertThat(timeline.at(Long.MAX_VALUE).side()).isEqualTo(Side.BELOW);
        assertThat(timeline.at(Long.MIN_VALUE)).isEqualTo(AlertPolicy.USUAL);
    }

    @Test
    void meansTheEntryAppendedLastOfThoseWhoseTimeHasCome() {
        RuleTimeline<AlertPolicy> timeline = policies(
                        rule("a", entry(100, BELOW), entry(300, NOTHING), entry(200, ABOVE)))
                .timeline("a", AlertPolicy.USUAL);

        assertThat(timeline.at(199).side()).isEqualTo(Side.BELOW);
        assertThat(timeline.at(250).side()).isEqualTo(Side.ABOVE);
        assertThat(timeline.at(350).side()).isEqualTo(Side.ABOVE);
    }

    @Test
    void letsTheLongestPatternDecideAlone() {
        SeriesRules<PolicyEntry, AlertPolicy> policies = policies(
                rule("*", entry(0, Map.of("direction", "below", "min.deviation", "5"))),
                rule("web-*", entry(0, ABOVE)));

        AlertPolicy policy = policies.timeline("web-1", AlertPolicy.USUAL).at(1);

        assertThat(policy.side()).isEqualTo(Side.ABOVE);
        assertThat(policy.minDeviation()).isZero();
        assertThat(policies.timeline("db-1", AlertPolicy.USUAL).at(1).minDeviation())
                .isEqualTo(5);
    }

    @Test
    void asksTheNextLongestBeforeAPatternsTimeAndAfterItsEnd() {
        RuleTimeline<AlertPolicy> timeline = policies(
                        rule("*", entry(0, BELOW)), rule("web-1", entry(100, ABOVE), entry(200, NOTHING)))
                .timeline("web-1", AlertPolicy.USUAL);

        assertThat(timeline.at(99).side()).isEqualTo(Side.BELOW);
        assertThat(timeline.at(100).side()).isEqualTo(Side.ABOVE);
        assertThat(timeline.at(200).side()).isEqualTo(Side.BELOW);
    }

    @Test
    void exemptsASeriesThatAsksForTheUsualInWords() {
        SeriesRules<PolicyEntry, AlertPolicy> policies =
                policies(rule("*", entry(0, BELOW)), rule("web-1", entry(0, Map.of("direction", "both"))));

        assertThat(policies.timeline("web-1", AlertPolicy.USUAL).at(0)).isEqualTo(AlertPolicy.USUAL);
    }

    @Test
    void takesAPatternWithAWildcardForNoSeriesOfThatVeryName() {
        assertThat(policies(rule("a*", entry(0, BELOW))).matching("a*")).hasSize(1);
    }

    @Test
    void refusesAScheduleOfWhichOneEntryIsWrongNamingIt() {
        PolicySchedule schedule = PolicySchedules.append(
                PolicySchedules.append(PolicySchedules.empty(), entry(0, BELOW)), entry(1, Map.of("direction", "up")));

        assertThatThrownBy(() -> PolicySchedules.rule("*", schedule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("entry 2: direction must be both | above | below: 'up'");
    }

    @Test
    void keepsTheLast32EntriesAndGoesOnCounting() {
        PolicySchedule schedule = PolicySchedules.empty();

        for (int number = 1; number <= 40; number++) {
            schedule = PolicySchedules.append(schedule, entry(number, BELOW));
        }

        assertThat(schedule.getEntries()).hasSize(32);
        assertThat(schedule.getEntries().get(0).getEpoch()).isEqualTo(9);
        assertThat(PolicySchedules.epoch(schedule)).isEqualTo(40);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is read only
    private static SeriesRules<PolicyEntry, AlertPolicy> policies(SeriesRule<PolicyEntry, AlertPolicy>... rules) {
        return SeriesRules.of(List.of(rules));
    }

    private static SeriesRule<PolicyEntry, AlertPolicy> rule(String pattern, PolicyEntry... entries) {
        PolicySchedule schedule = PolicySchedules.empty();
        for (PolicyEntry entry : entries) {
            schedule = PolicySchedules.append(schedule, entry);
        }
        return PolicySchedules.rule(pattern, schedule);
    }

    private static PolicyEntry entry(long fromMs, Map<String, String> settings) {
        return PolicyEntry.newBuilder()
                .setEpoch(0)
                .setFromEventTime(Instant.ofEpochMilli(fromMs))
                .setSettings(settings)
                .setSince(Instant.EPOCH)
                .build();
    }
}
