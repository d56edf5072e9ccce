package io.surprisal.deploy.demo;

import io.surprisal.avro.RecognizedKind;
import io.surprisal.deploy.fleet.Incident;
import io.surprisal.deploy.fleet.IncidentKind;
import io.surprisal.trainer.recognize.AlertExample;
import io.surprisal.trainer.recognize.Confusion;
import io.surprisal.trainer.recognize.RecognitionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the alerts that found a fleet's incidents, and the false ones, were recognized as. Not thread-safe. */
final class RecognitionLedger {

    private final Confusion confusion;
    private int found;
    private int named;
    private int right;

    /**
     * A ledger.
     *
     * @param kinds that the model knows; none if it recognizes nothing
     */
    RecognitionLedger(List<String> kinds) {
        this.confusion = new Confusion(kinds);
    }

    /**
     * Takes down one alert.
     *
     * @param incident that it found; empty if it is false
     * @param recognized what its model said, if anything
     */
    void alert(Optional<Incident> incident, @Nullable RecognizedKind recognized) {
        if (recognized == null) {
            return;
        }
        String name = recognized.getKind();
        confusion.add(incident.map(each -> each.kind().label()).orElse(AlertExample.FALSE_ALARM), name);
        if (incident.isPresent()) {
            found++;
            named += confusion.kinds().contains(name) ? 1 : 0;
            right += name.equals(looksLike(incident.get().kind())) ? 1 : 0;
        }
    }

    /** What the alert of a kind looks like, in the names that are taught by injected incidents. */
    private static String looksLike(IncidentKind kind) {
        return switch (kind) {
            case SPIKE, LEVEL_RISE -> "jump up";
            case LEVEL_DROP -> "jump down";
            case MISSING_PEAK -> "off schedule";
            case DROPOUT, FLAT_LINE, DRIFT, MORE_NOISE -> kind.label();
        };
    }

    /** The matrix and its sum; nothing if no alert was recognized. */
    List<String> lines() {
        if (found == 0) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(""));
        RecognitionTable.matrix(confusion).forEach(line -> lines.add("  " + line));
        lines.add("");
        lines.add(named + " of " + found + " found incidents were named, " + right
                + " of them as what they look like (a spike or level rise as jump up, a drop as jump down, a missing peak as"
                + " off schedule).");
        return lines;
    }
}
