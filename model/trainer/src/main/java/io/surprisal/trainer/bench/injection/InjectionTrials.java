package io.surprisal.trainer.bench.injection;

import io.surprisal.trainer.Progress;
import io.surprisal.trainer.bench.SideBySide;
import io.surprisal.trainer.inject.Incident;
import io.surprisal.trainer.inject.IncidentKind;
import io.surprisal.trainer.inject.Injector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Incidents of every kind and strength in clean stretches, each in a copy of its own, for any number of methods. */
public final class InjectionTrials {

    private static final long SEED_OF_STRETCH = 1_000;

    private final List<StretchTrial> trials = new ArrayList<>();
    private final Progress progress;

    /**
     * Makes the incidents.
     *
     * @param copies incidents of each kind and strength in each stretch
     * @param seed of the incidents
     */
    public InjectionTrials(List<Injector> stretches, int copies, long seed, Progress progress) {
        this.progress = progress;
        for (Injector stretch : stretches) {
            List<Incident> incidents = incidents(stretch, copies, seed + SEED_OF_STRETCH * trials.size());
            trials.add(new StretchTrial(stretch.stretch(), stretch.firstRow(), incidents));
        }
    }

    private static List<Incident> incidents(Injector stretch, int copies, long seed) {
        List<Incident> incidents = new ArrayList<>();
        for (IncidentKind kind : IncidentKind.values()) {
            for (double strength : kind.strengths()) {
                for (int copy = 0; copy < copies; copy++) {
                    stretch.inject(kind, strength, seed + copy).ifPresent(incidents::add);
                }
            }
        }
        return incidents;
    }

    /**
     * What a method finds of them by {@link AlertRule}; it sees no label, and no row before its time.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public MethodResult run(TestedMethod method) throws InterruptedException {
        progress.begin("running " + method.name(), trials.size());
        List<StretchTrial.Scores> scores = SideBySide.run(trials.stream()
                .<Callable<StretchTrial.Scores>>map(trial -> () -> {
                    StretchTrial.Scores result = trial.run(method);
                    progress.advance(1);
                    return result;
                })
                .toList());
        AlertRule one = rule(scores, false);
        AlertRule several = rule(scores, true);
        List<Trial> outcomes = new ArrayList<>();
        for (int number = 0; number < trials.size(); number++) {
            judge(number, trials.get(number), scores.get(number), isSeveral(number) ? several : one, outcomes);
        }
        long found = outcomes.stream().filter(Trial::found).count();
        progress.end(found + " of " + outcomes.size() + " incidents found");
        return new MethodResult(method.name(), rate(scores, one, false), rate(scores, several, true), outcomes);
    }

    private boolean isSeveral(int number) {
        return trials.get(number).stretch().features() > 1;
    }

    private AlertRule rule(List<StretchTrial.Scores> scores, boolean several) {
        return AlertRule.forClean(IntStream.range(0, trials.size())
                .filter(number -> isSeveral(number) == several)
                .mapToObj(number -> scores.get(number).clean())
                .toList());
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

    private CleanRate rate(List<StretchTrial.Scores> scores, AlertRule rule, boolean several) {
        long rows = 0;
        long alerts = 0;
        long own = 0;
        for (int number = 0; number < trials.size(); number++) {
            if (isSeveral(number) == several) {
                RowScores clean = scores.get(number).clean();
                rows += clean.judged();
                alerts += rule.alerts(clean).cardinality();
                own += clean.alerts();
            }
        }
        return new CleanRate(rule.threshold(), rows, alerts, own);
    }
}
