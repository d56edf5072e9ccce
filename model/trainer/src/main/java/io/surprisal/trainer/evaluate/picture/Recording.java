package io.surprisal.trainer.evaluate.picture;

import io.surprisal.model.detect.FeatureExplanation;
import io.surprisal.model.detect.Verdict;
import io.surprisal.trainer.data.SeriesReader;
import io.surprisal.trainer.evaluate.metric.RowRange;
import io.surprisal.trainer.report.Envelope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is drawn of one view of a series, gathered row by row in as many buckets as can be seen. Not thread-safe. */
final class Recording {

    private static final int BUCKETS = 750;
    private static final int TICKS = 6;
    private static final int EXPLAINED_PER_BUCKET = 4;

    /** Half the width of the band, in spreads: for a normal forecast all but one row in twenty lie within. */
    static final double BAND = 2;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final View view;
    private final List<String> features;
    private final List<Envelope> observed; // of each feature
    private final List<Envelope> lower;
    private final List<Envelope> upper;
    private final Envelope score;
    private final double[] contributions; // of each feature, over what the view is about
    private final Map<Integer, String> ticks = new TreeMap<>(); // by row

    Recording(View view, List<String> features) {
        this.view = view;
        this.features = features;
        this.observed = envelopes();
        this.lower = envelopes();
        this.upper = envelopes();
        this.score = envelope();
        this.contributions = new double[features.size()];
        RowRange rows = view.rows();
        for (int tick = 0; tick < TICKS; tick++) {
            ticks.put(rows.first() + (int) ((rows.width() - 1L) * tick / (TICKS - 1)), "");
        }
    }

    private Envelope envelope() {
        return new Envelope(view.rows().first(), view.rows().last(), BUCKETS);
    }

    private List<Envelope> envelopes() {
        return Stream.generate(this::envelope).limit(features.size()).toList();
    }

    /** Whether a row's explanation is drawn: of many rows in a bucket some do, and alerts are explained anyhow. */
    boolean wantsExplained(int row) {
        int stride = Math.max(1, view.rows().width() / (BUCKETS * EXPLAINED_PER_BUCKET));
        return isShown(row) && row % stride == 0;
    }

    private boolean isShown(int row) {
        return row >= view.rows().first() && row <= view.rows().last();
    }

    /**
     * Takes a row, if it is in the view.
     *
     * @param row among the scored ones, from 0
     */
    void add(int row, SeriesReader reader, Verdict verdict) {
        if (!isShown(row)) {
            return;
        }
        ticks.computeIfPresent(row, (place, text) -> time(reader));
        score.add(row, verdict.score());
        for (int feature = 0; feature < features.size(); feature++) {
            observed.get(feature).add(row, reader.features()[feature]);
        }
        if (verdict instanceof Verdict.Scored scored) {
            boolean counts = view.isWhole() ? scored.score() >= Verdict.THRESHOLD : view.isAbout(row);
            List<FeatureExplanation> explanations = scored.explanation().features();
            for (int feature = 0; feature < explanations.size(); feature++) {
                FeatureExplanation explanation = explanations.get(feature);
                lower.get(feature).add(row, explanation.expected() - BAND * explanation.spread());
                upper.get(feature).add(row, explanation.expected() + BAND * explanation.spread());
                if (counts) {
                    contributions[feature] += explanation.contribution() * scored.rarity();
                }
            }
        }
    }

    private static String time(SeriesReader reader) {
        return reader.columns().hasRowIndex()
                ? "t = " + reader.index()
                : TIME.format(Instant.ofEpochMilli(reader.eventTimeMs()));
    }

    View view() {
        return view;
    }

    /** The features that contributed most to an incident, or to rows above the threshold; the first where none did. */
    List<Integer> top(int most) {
        return IntStream.range(0, features.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer feature) -> -contributions[feature]))
                .filter(feature -> contributions[feature] > 0 || contributions[top()] == 0)
                .limit(contributions[top()] > 0 ? most : 1)
                .toList();
    }

    private int top() {
        int top = 0;
        for (int feature = 1; feature < contributions.length; feature++) {
            top = contributions[feature] > contributions[top] ? feature : top;
        }
        return top;
    }

    /** A feature's part of what stood out, 0 to 1; 0 where nothing did. */
    double share(int feature) {
        double sum = IntStream.range(0, contributions.length)
                .mapToDouble(one -> contributions[one])
                .sum();
        return sum > 0 ? contributions[feature] / sum : 0;
    }

    String name(int feature) {
        return features.get(feature);
    }

    Envelope observed(int feature) {
        return observed.get(feature);
    }

    Envelope lower(int feature) {
        return lower.get(feature);
    }

    Envelope upper(int feature) {
        return upper.get(feature);
    }

    Envelope score() {
        return score;
    }

    /** Times of some rows, by row. */
    Map<Integer, String> ticks() {
        return ticks;
    }
}
