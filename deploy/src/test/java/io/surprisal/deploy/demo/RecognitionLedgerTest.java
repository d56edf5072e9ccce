package io.surprisal.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.avro.RecognizedKind;
import io.surprisal.deploy.fleet.Incident;
import io.surprisal.deploy.fleet.IncidentKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecognitionLedgerTest {

    private final RecognitionLedger ledger = new RecognitionLedger(List.of("drift", "jump up"));

    @Test
    void showsWhatEachKindWasRecognizedAsAndCountsAJumpAsRightForASpike() {
        ledger.alert(incident(IncidentKind.SPIKE), new RecognizedKind("jump up", 0.9));
        ledger.alert(incident(IncidentKind.SPIKE), new RecognizedKind("drift", 0.7));
        ledger.alert(incident(IncidentKind.DRIFT), new RecognizedKind("none of these", 0.6));
        ledger.alert(Optional.empty(), new RecognizedKind("none of these", 0.6));

        assertThat(ledger.lines())
                .anyMatch(line -> line.matches(" +spike +1 +1 +0"))
                .anyMatch(line -> line.matches(" +false alarm +0 +0 +1"))
                .anyMatch(
                        line -> line.startsWith("2 of 3 found incidents were named, 1 of them as what they look like"));
    }

    @Test
    void saysNothingOfAModelWithoutAHead() {
        ledger.alert(incident(IncidentKind.SPIKE), null);

        assertThat(ledger.lines()).isEmpty();
    }

    private static Optional<Incident> incident(IncidentKind kind) {
        return Optional.of(new Incident("host-1.cpu", kind, 10, 20));
    }
}
