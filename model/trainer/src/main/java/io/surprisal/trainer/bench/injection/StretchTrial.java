package io.surprisal.trainer.bench.injection;

import io.surprisal.trainer.evaluate.metric.RowRange;
import io.surprisal.trainer.inject.CleanStretch;
import io.surprisal.trainer.inject.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One stretch and all the incidents that are put into it, each into a copy of its own. A method runs over the clean rows
 * once; where an incident begins, a copy of the run goes through the incident alone.
 *
 * @param stretch the clean rows
 * @param firstJudged those before are history: learnt, not judged
 * @param incidents by their first row
 */
record StretchTrial(CleanStretch stretch, int firstJudged, List<Incident> incidents) {

    StretchTrial {
        incidents = incidents.stream()
                .sorted(Comparator.comparingInt(incident -> incident.rows().first()))
                .toList();
    }

    /**
     * What a method said.
     *
     * @param clean of the clean rows
     * @param incidents of the watched rows of each incident
     */
    record Scores(RowScores clean, List<RowScores> incidents) {}

    Scores run(TestedMethod method) {
        TestedMethod.Run run = method.begin(stretch.features(), stretch.covariateNames());
        RowScores clean = new RowScores(firstJudged, stretch.length());
        for (int row = 0; row < firstJudged; row++) {
            run.learn(stretch.timeMs(row), stretch.row(row), stretch.covariates(row));
        }
        List<RowScores> scores = new ArrayList<>();
        int next = 0;
        for (int row = firstJudged; row < stretch.length(); row++) {
            while (next < incidents.size() && incidents.get(next).rows().first() == row) {
                scores.add(run(run.copy(), incidents.get(next)));
                next++;
            }
            run.observe(stretch.timeMs(row), stretch.row(row), stretch.covariates(row));
            clean.add(run);
        }
        return new Scores(clean, scores);
    }

    private RowScores run(TestedMethod.Run copy, Incident incident) {
        RowRange watched = incident.watched();
        RowScores scores = new RowScores(0, watched.width());
        for (int row = watched.first(); row <= Math.min(watched.last(), stretch.length() - 1); row++) {
            boolean changed = row <= incident.rows().last();
            double[] values = changed ? incident.row(row) : stretch.row(row);
            copy.observe(stretch.timeMs(row), values, stretch.covariates(row));
            scores.add(copy);
        }
        return scores;
    }
}
