package io.surprisal.topology.feedback;

import io.surprisal.avro.Feedback;
import io.surprisal.avro.FeedbackKind;
import io.surprisal.model.policy.Leniency;
import io.surprisal.model.policy.Leniency.Judgement;
import io.surprisal.schemas.rule.SeriesPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All judgements of one moment, by whom they are about. Immutable. */
public final class Judgements {

    /** Nobody has judged. */
    public static final Judgements NONE = new Judgements(List.of());

    private final Map<String, List<Judgement>> bySeries = new HashMap<>();
    private final Map<SeriesPattern, List<Judgement>> byPattern = new HashMap<>();

    /** Of the last word on each incident. */
    Judgements(Collection<Feedback> words) {
        for (Feedback word : words) {
            Judgement judgement =
                    new Judgement(word.getFromEventTime().toEpochMilli(), word.getKind() == FeedbackKind.FALSE_ALARM);
            String pattern = word.getPattern();
            if (pattern == null) {
                bySeries.computeIfAbsent(word.getSeries(), each -> new ArrayList<>())
                        .add(judgement);
            } else {
                byPattern
                        .computeIfAbsent(SeriesPattern.of(pattern), each -> new ArrayList<>())
                        .add(judgement);
            }
        }
    }

    /** Whether nobody has judged anything. */
    public boolean isEmpty() {
        return bySeries.isEmpty() && byPattern.isEmpty();
    }

    /** What they come to for a series; costs a comparison with each pattern. */
    public Leniency of(String series) {
        List<Judgement> own = new ArrayList<>(bySeries.getOrDefault(series, List.of()));
        byPattern.forEach((pattern, judgements) -> {
            if (pattern.matches(series)) {
                own.addAll(judgements);
            }
        });
        return Leniency.of(own);
    }
}
