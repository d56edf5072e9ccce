package io.surprisal.trainer.gate;

import io.surprisal.trainer.bench.injection.CleanRate;
import io.surprisal.trainer.bench.injection.MethodResult;
import io.surprisal.trainer.bench.injection.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a gate found.
 *
 * @param stretches that it looked at
 * @param champion what the champion found
 * @param candidate what the candidate found
 * @param championLikelihood mean log likelihood of the champion's forecasts
 * @param candidateLikelihood mean log likelihood of the candidate's forecasts
 */
public record GateReport(
        int stretches,
        MethodResult champion,
        MethodResult candidate,
        double championLikelihood,
        double candidateLikelihood) {

    /** By how much recall may be lower: about twice the standard deviation of such a difference on the public sets. */
    static final double RECALL_MARGIN = 0.02;

    static final double LEAST_RATE_RATIO = 0.5;
    static final double MOST_RATE_RATIO = 2;

    private static final double PER = 1000;

    /** Why the candidate must not become champion; empty if it may. */
    public List<String> objections() {
        List<String> objections = new ArrayList<>();
        for (boolean several : new boolean[] {false, true}) {
            double before = recall(champion, several);
            double after = recall(candidate, several);
            if (after < before - RECALL_MARGIN) {
                objections.add(text(
                        "it finds fewer of the injected incidents%s: %.3f, the champion %.3f (%.2f less is allowed)",
                        several ? " in series of several features" : "", after, before, RECALL_MARGIN));
            }
        }
        if (rateRatio() < LEAST_RATE_RATIO || rateRatio() > MOST_RATE_RATIO) {
            objections.add(text(
                    "it alerts %.2f times as often as the champion where there is no incident (%.1f to %.1f times is"
                            + " allowed)",
                    rateRatio(), LEAST_RATE_RATIO, MOST_RATE_RATIO));
        }
        return objections;
    }

    /** Alerts on clean rows, the candidate's for each of the champion's; one added to both, so that 2 for 1 say little. */
    public double rateRatio() {
        return (ownAlerts(candidate) + 1.0) / (ownAlerts(champion) + 1.0);
    }

    /** What was measured, for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(text(
                "gate: %d stretches, %,d rows that training holds back, %,d injected incidents",
                stretches, rows(champion), champion.trials().size()));
        lines.add(text("%-46s %10s %10s", "", "champion", "candidate"));
        for (boolean several : new boolean[] {false, true}) {
            if (!Double.isNaN(recall(champion, several))) {
                String what = several ? "several features" : "one feature";
                lines.add(text(
                        "%-46s %10.3f %10.3f",
                        "recall at 1 alert in 1,000 rows, " + what,
                        recall(champion, several),
                        recall(candidate, several)));
            }
        }
        lines.add(text(
                "%-46s %10.2f %10.2f",
                "own alerts in 1,000 clean rows",
                PER * ownAlerts(champion) / rows(champion),
                PER * ownAlerts(candidate) / rows(candidate)));
        lines.add(text(
                "%-46s %10.3f %10.3f",
                "forecast log likelihood (does not count)", championLikelihood, candidateLikelihood));
        return lines;
    }

    /** In a few words, to be kept with the version. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        for (boolean several : new boolean[] {false, true}) {
            if (!Double.isNaN(recall(champion, several))) {
                parts.add(text("recall %.3f against %.3f", recall(candidate, several), recall(champion, several)));
            }
        }
        parts.add(text("alert rate x %.2f", rateRatio()));
        return String.join(", ", parts);
    }

    private static double recall(MethodResult result, boolean several) {
        return result.mean(several, Trial::found);
    }

    private static long rows(MethodResult result) {
        return result.one().rows() + result.several().rows();
    }

    private static long ownAlerts(MethodResult result) {
        CleanRate one = result.one();
        return one.ownAlerts() + result.several().ownAlerts();
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
