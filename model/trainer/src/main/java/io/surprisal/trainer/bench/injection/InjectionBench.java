package io.surprisal.trainer.bench.injection;

import io.surprisal.trainer.Progress;
import io.surprisal.trainer.bench.LabelledFolder;
import io.surprisal.trainer.bench.SideBySide;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.inject.Incident;
import io.surprisal.trainer.inject.IncidentKind;
import io.surprisal.trainer.inject.Injector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Puts incidents of every kind and strength into clean stretches, one into each copy, and counts which of them each method
 * finds by {@link AlertRule}. Of
 * each stretch the first three fifths are history; no method sees a label, or a row before its time.
 */
public final class InjectionBench {

    private static final long SEED_OF_STRETCH = 1_000;

    private final InjectionOptions options;
    private final Progress progress;

    /** A bench, not run yet. */
    public InjectionBench(InjectionOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs all methods.
     *
     * @throws BadDataException if a folder cannot be read or gives no stretch
     * @throws InterruptedException if the thread is interrupted
     */
    public InjectionReport run() throws InterruptedException {
        long start = System.nanoTime();
        List<Injector> stretches = stretches();
        List<StretchTrial> trials = new ArrayList<>();
        for (Injector stretch : stretches) {
            trials.add(new StretchTrial(stretch.stretch(), stretch.firstRow(), incidents(stretch, trials.size())));
        }
        List<MethodResult> results = new ArrayList<>();
        for (TestedMethod method : options.methods()) {
            results.add(run(method, trials));
        }
        int one = (int) stretches.stream()
                .filter(stretch -> stretch.stretch().features() == 1)
                .count();
        return new InjectionReport(
                options.model(),
                Duration.ofNanos(System.nanoTime() - start),
                new InjectionReport.Stretches(one, stretches.size() - one),
                results);
    }

    private List<Injector> stretches() throws InterruptedException {
        progress.begin("looking for clean stretches", options.folders().size());
        List<Injector> stretches = new ArrayList<>();
        for (Path folder : options.folders()) {
            stretches.addAll(CleanStretches.of(LabelledFolder.open(folder)));
            progress.advance(1);
        }
        progress.end(stretches.size() + " of " + CleanStretches.SHORTEST + " rows or more");
        if (stretches.isEmpty()) {
            throw new BadDataException("there is no stretch of " + CleanStretches.SHORTEST
                    + " rows without a label below " + options.folders());
        }
        return stretches;
    }

    private List<Incident> incidents(Injector stretch, int number) {
        List<Incident> incidents = new ArrayList<>();
        for (IncidentKind kind : IncidentKind.values()) {
            for (double strength : kind.strengths()) {
                for (int copy = 0; copy < options.copies(); copy++) {
                    long seed = options.seed() + SEED_OF_STRETCH * number + copy;
                    stretch.inject(kind, strength, seed).ifPresent(incidents::add);
                }
            }
        }
        return incidents;
    }

    private MethodResult run(TestedMethod method, List<StretchTrial> trials) throws InterruptedException {
        progress.begin("running " + method.name(), trials.size());
        List<StretchTrial.Scores> scores = SideBySide.run(trials.stream()
                .<Callable<StretchTrial.Scores>>map(trial -> () -> {
                    StretchTrial.Scores result = trial.run(method);
                    progress.advance(1);
                    return result;
                })
                .toList());
        AlertRule rule = AlertRule.forClean(
                scores.stream().map(StretchTrial.Scores::clean).toList());
        List<Trial> outcomes = new ArrayList<>();
        for (int number = 0; number < trials.size(); number++) {
            judge(number, trials.get(number), scores.get(number), rule, outcomes);
        }
        long found = outcomes.stream().filter(Trial::found).count();
        progress.end(found + " of " + outcomes.size() + " incidents found");
        return new MethodResult(
                method.name(),
                rule.threshold(),
                rate(trials, scores, rule, false),
                rate(trials, scores, rule, true),
                outcomes);
    }

    private static void judge(
            int number, StretchTrial trial, StretchTrial.Scores scores, AlertRule rule, List<Trial> outcomes) {
        BitSet cleanAlerts = rule.alerts(scores.clean());
        for (int place = 0; place < trial.incidents().size(); place++) {
            Incident incident = trial.incidents().get(place);
            RowScores watched = scores.incidents().get(place);
            int first = incident.rows().first();
            int chance = cleanAlerts.nextSetBit(first);
            outcomes.add(new Trial(
                    number,
                    trial.stretch().features() > 1,
                    incident.kind(),
                    incident.strength(),
                    rule.alertsIn(watched, cleanAlerts, first),
                    watched.alerts() > 0,
                    chance >= 0 && chance <= incident.watched().last()));
        }
    }

    private static CleanRate rate(
            List<StretchTrial> trials, List<StretchTrial.Scores> scores, AlertRule rule, boolean several) {
        long rows = 0;
        long alerts = 0;
        long own = 0;
        for (int number = 0; number < trials.size(); number++) {
            if (trials.get(number).stretch().features() > 1 == several) {
                RowScores clean = scores.get(number).clean();
                rows += clean.judged();
                alerts += rule.alerts(clean).cardinality();
                own += clean.alerts();
            }
        }
        return new CleanRate(rows, alerts, own);
    }
}
