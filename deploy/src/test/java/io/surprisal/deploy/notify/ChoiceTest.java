package io.surprisal.deploy.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.Incident;
import io.surprisal.avro.IncidentSeverity;
import io.surprisal.avro.IncidentStatus;
import io.surprisal.deploy.notify.Notification.Event;
import io.surprisal.schemas.rule.SeriesPattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private final Choice choice = new Choice(SeriesPattern.of("*key*"), IncidentSeverity.ERROR);

    @Test
    void tellsAnIncidentOnceAndAgainOnlyWhereItGetsWorse() {
        assertThat(tell(record(IncidentStatus.OPEN, IncidentSeverity.WARNING))).isNull();
        assertThat(tell(record(IncidentStatus.OPEN, IncidentSeverity.ERROR))).isEqualTo(Event.TRIGGER);
        assertThat(tell(record(IncidentStatus.OPEN, IncidentSeverity.ERROR))).isNull();
        assertThat(tell(record(IncidentStatus.OPEN, IncidentSeverity.CRITICAL))).isEqualTo(Event.TRIGGER);
        assertThat(tell(record(IncidentStatus.CLOSED, IncidentSeverity.CRITICAL)))
                .isEqualTo(Event.RESOLVE);
    }

    @Test
    void tellsNothingOfTheEndOfWhatNeverGotSoBad() {
        assertThat(tell(record(IncidentStatus.CLOSED, IncidentSeverity.WARNING)))
                .isNull();
    }

    @Test
    void tellsNothingOfOtherSeries() {
        Choice other = new Choice(SeriesPattern.of("web-*"), IncidentSeverity.INFO);

        assertThat(other.of(record(IncidentStatus.OPEN, IncidentSeverity.CRITICAL)))
                .isEmpty();
    }

    private @Nullable Event tell(Incident incident) {
        return choice.of(incident)
                .map(notification -> {
                    choice.told(incident);
                    return notification.event();
                })
                .orElse(null);
    }

    private static Incident record(IncidentStatus status, IncidentSeverity severity) {
        Incident incident = PayloadTemplateTest.incident();
        incident.setStatus(status);
        incident.setSeverity(severity);
        return incident;
    }
}
