package io.surprisal.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.deploy.fleet.Fleet;
import io.surprisal.deploy.fleet.FleetClock;
import io.surprisal.deploy.fleet.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncidentLedgerTest {

    private final Fleet fleet =
            Fleet.of(7, 40, FleetClock.after(Instant.parse("2026-11-23T05:00:00Z"), Duration.ofDays(2)));
    private final Incident incident = fleet.incidents().get(0);
    private IncidentLedger ledger = new IncidentLedger(fleet);

    @BeforeEach
    void open() {
        ledger = new IncidentLedger(fleet);
    }

    @Test
    void countsTheFirstAlertInAnIncidentWithItsDelay() {
        assertThat(alertAt(incident.from() + 1)).contains(incident);

        assertThat(ledger.found()).isEqualTo(1);
        assertThat(ledger.delay(incident)).hasValue(1);
        assertThat(ledger.falseAlarms()).isZero();
    }

    @Test
    void countsAFurtherAlertInAnIncidentAsNothing() {
        alertAt(incident.from());

        assertThat(alertAt(incident.to() - 1)).isEmpty();
        assertThat(ledger.found()).isEqualTo(1);
        assertThat(ledger.delay(incident)).hasValue(0);
        assertThat(ledger.falseAlarms()).isZero();
    }

    @Test
    void countsAnAlertOnTheWayBackAsNothing() {
        assertThat(alertAt(incident.to())).isEmpty();

        assertThat(ledger.found()).isZero();
        assertThat(ledger.falseAlarms()).isZero();
    }

    @Test
    void countsAnyOtherAlertAsFalse() {
        alertAt(incident.from() - 1);
        ledger.alert("nobody", fleet.clock().eventTimeMs(incident.from()));

        assertThat(ledger.falseAlarms()).isEqualTo(2);
        assertThat(ledger.delay(incident)).isEmpty();
    }

    private Optional<Incident> alertAt(int row) {
        return ledger.alert(incident.series(), fleet.clock().eventTimeMs(row));
    }
}
