package io.surprisal.topology.detect;

import io.surprisal.avro.ShadowScore;
import io.surprisal.model.detect.Detector;
import io.surprisal.model.detect.Verdict;
import io.surprisal.model.series.SeriesState;
import io.surprisal.topology.metrics.DetectorMetrics;
import io.surprisal.topology.output.Judged;
import io.surprisal.topology.output.Scores;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.view.Trials;
import io.surprisal.topology.weights.ModelChoice;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Judges an observation with the challenger, after the champion has, and writes both scores; raises nothing. The
 * challenger's state of a series begins as a copy of the champion's, taken over as at a promotion, and goes its own way from
 * there. It begins anew where the challenger is another one, or has not seen all that the champion has.
 */
public final class ShadowProcessor extends ContextualProcessor<String, Trial, String, ShadowScore> {

    private final Detectors detectors;
    private final DetectorMetrics metrics;
    private final Trials trials;
    private @Nullable ShadowStates states; // set by init, before any record

    /** A processor of one task; all but the metrics and the trials is its own. */
    public ShadowProcessor(DetectorSettings settings, DetectorMetrics metrics, Trials trials) {
        this.detectors = new Detectors(settings.input());
        this.metrics = metrics;
        this.trials = trials;
    }

    @Override
    public void init(ProcessorContext<String, ShadowScore> context) {
        super.init(context);
        states = new ShadowStates(context.getStateStore(Nodes.SHADOW_STATE));
    }

    @Override
    public void process(Record<String, Trial> record) {
        if (states == null) {
            throw new IllegalStateException("init must be called before process");
        }
        Trial trial = record.value();
        Judged champion = trial.champion();
        ModelChoice choice = trial.challenger();
        ModelDetector detector = detectors.of(choice.model());
        SeriesState state = state(record.key(), trial, detector, states);
        Verdict verdict = detector.detector()
                .detect(
                        state,
                        detector.observation(champion.reading(), trial.values(), champion.source()),
                        trial.policy());
        if (verdict.kind().changesState()) {
            states.put(record.key(), state);
        }
        metrics.shadowed(verdict);
        Judged judged = new Judged(
                champion.reading(),
                champion.source(),
                verdict,
                choice.model().identity(),
                false,
                champion.maintenance());
        trials.judged(champion, judged);
        context().forward(record.withValue(new ShadowScore(Scores.of(champion), Scores.of(judged))));
    }

    private static SeriesState state(String series, Trial trial, ModelDetector model, ShadowStates states) {
        Detector detector = model.detector();
        SeriesState before = trial.before();
        if (before == null) {
            return detector.adopt(
                    SeriesState.wrap(detector.newState()), trial.challenger().aliasEpoch());
        }
        SeriesState own = states.abreast(series, model, before);
        return detector.adopt(own == null ? before : own, trial.challenger().aliasEpoch());
    }
}
