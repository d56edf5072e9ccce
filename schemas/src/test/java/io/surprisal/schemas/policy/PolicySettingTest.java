package io.surprisal.schemas.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.model.policy.AlertPolicy;
import io.surprisal.model.policy.Sensitivity;
import io.surprisal.model.policy.Side;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySettingTest {

    @Test
    void asksForTheUsualWhereNothingIsSet() {
        assertThat(PolicySetting.parse(Map.of())).isEqualTo(AlertPolicy.USUAL);
    }

    @Test
    void readsEverySetting() {
        AlertPolicy policy = PolicySetting.parse(Map.of(
                "direction", "below",
                "min.deviation", "2.5",
                "min.relative.deviation", "1e-1",
                "false.alarms.per.day", " 0.2 "));

        assertThat(policy).isEqualTo(new AlertPolicy(Side.BELOW, 2.5, 0.1, new Sensitivity.FalseAlarmsPerDay(0.2)));
        assertThat(PolicySetting.parse(Map.of("score.threshold", "0.75")).sensitivity())
                .isEqualTo(new Sensitivity.AtScore(0.75));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "direction, up, both | above | below",
        "direction, Above, both | above | below",
        "min.deviation, -1, number from 0 on",
        "min.deviation, NaN, number from 0 on",
        "min.deviation, 1d, number from 0 on",
        "min.deviation, 1e999, number from 0 on",
        "min.relative.deviation, 10%, number from 0 on",
        "false.alarms.per.day, 0, number above 0",
        "false.alarms.per.day, many, number above 0",
        "score.threshold, 1, 'number above 0, below 1'",
        "score.threshold, '', 'number above 0, below 1'",
        "raised.by, 10, number from 0 to 9",
    })
    void refusesAValueThatIsNoneNamingFoundAndAllowed(String name, String value, String allowed) {
        assertThatThrownBy(() -> PolicySetting.parse(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " must be " + allowed + ": '" + value + "'");
    }

    @Test
    void writesARaisedThresholdSoThatItIsReadAgain() {
        Map<String, String> settings = Map.of("false.alarms.per.day", "0.2", "raised.by", "0.5");

        AlertPolicy policy = PolicySetting.parse(settings);

        assertThat(policy.sensitivity()).isEqualTo(new Sensitivity.Raised(new Sensitivity.FalseAlarmsPerDay(0.2), 0.5));
        assertThat(PolicySetting.format(policy)).isEqualTo(settings);
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> PolicySetting.parse(Map.of("mute", "true", "direction", "up", "min.deviation", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("setting must be one of direction, min.deviation, min.relative.deviation,"
                        + " false.alarms.per.day, score.threshold, raised.by: 'mute'; direction must be both | above | below: 'up';"
                        + " min.deviation must be number from 0 on: 'x'");
    }

    @Test
    void refusesTwoThresholds() {
        assertThatThrownBy(() -> PolicySetting.parse(Map.of("false.alarms.per.day", "1", "score.threshold", "0.6")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("false.alarms.per.day and score.threshold both set the threshold: give one");
    }

    @Test
    void writesAPolicyAsTheSettingsThatAskForIt() {
        Map<String, String> all = Map.of(
                "direction",
                "below",
                "min.deviation",
                "0.1",
                "min.relative.deviation",
                "1.0E-7",
                "false.alarms.per.day",
                "3.3");

        assertThat(PolicySetting.format(PolicySetting.parse(all))).isEqualTo(all);
        assertThat(PolicySetting.format(PolicySetting.parse(Map.of("score.threshold", "0.75"))))
                .isEqualTo(Map.of("score.threshold", "0.75"));
        assertThat(PolicySetting.format(AlertPolicy.USUAL)).isEmpty();
    }
}
