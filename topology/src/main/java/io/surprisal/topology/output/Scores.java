package io.surprisal.topology.output;

import io.surprisal.avro.Score;
import io.surprisal.avro.VerdictKind;
import io.surprisal.model.detect.Verdict;
import java.time.Instant;

/** Writes scores. */
public final class Scores {

    private Scores() {}

    /** The score of an observation, whatever its verdict. */
    public static Score of(Judged judged) {
        Verdict verdict = judged.verdict();
        Verdict.Scored scored = verdict instanceof Verdict.Scored each ? each : null;
        return Score.newBuilder()
                .setSeries(judged.reading().series())
                .setEventTime(Instant.ofEpochMilli(judged.reading().eventTimeMs()))
                .setScore(verdict.score())
                .setAlert(verdict.alert())
                .setThreshold(verdict.threshold())
                .setNominalRate(scored == null ? null : scored.nominalRate())
                .setVerdict(kind(verdict.kind()))
                .setImputed(scored != null && scored.imputed())
                .setModelName(judged.model().name())
                .setModelVersion(judged.model().version())
                .setModelSha256(judged.model().sha256())
                .setVersionFallback(judged.versionFallback())
                .setSourcePartition(judged.source().partition())
                .setSourceOffset(judged.source().offset())
                .setMaintenance(judged.maintenance().isEmpty() ? null : judged.maintenance())
                .build();
    }

    private static VerdictKind kind(Verdict.Kind kind) {
        return switch (kind) {
            case SCORED -> VerdictKind.SCORED;
            case WARMING_UP -> VerdictKind.WARMING_UP;
            case MISSING -> VerdictKind.MISSING;
            // A record that came twice is a duplicate to whoever reads the scores.
            case DUPLICATE, REDELIVERED -> VerdictKind.DUPLICATE;
            case LATE -> VerdictKind.LATE;
            case REJECTED -> VerdictKind.REJECTED;
        };
    }
}
