package io.surprisal.trainer.bench.injection;

import io.surprisal.trainer.inject.IncidentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An injection bench's figures as text: recall by method and kind, then the first method's by strength. */
public final class InjectionTable {

    private static final double MS_PER_SECOND = 1000;

    private InjectionTable() {}

    /** The report's lines, without line ends. */
    public static List<String> lines(InjectionReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("model " + report.model().name() + " " + report.model().version() + " "
                + report.model().sha256());
        lines.add(text(
                "%d clean stretches of one feature, %d of several, in %.1f s",
                report.stretches().one(),
                report.stretches().several(),
                report.took().toMillis() / MS_PER_SECOND));
        addGroup(report, false, lines);
        addGroup(report, true, lines);
        lines.add("");
        lines.add("recall at the score that gives one alert in 1,000 clean rows of the group, " + AlertRule.SILENCE
                + " rows of silence after each; clean: alerts in 1,000");
        lines.add("control: the same scoring with that forecast in place of the network's; mean: all kinds alike");
        lines.add(
                "behind by: difference of the means to the first method, ± its standard deviation over the stretches");
        lines.add("chance: alerts in the same rows without the incident; own rule: the"
                + " method's own alerts, clean: these in 1,000 clean rows");
        lines.add("found: an alert within the changed rows, or, after an incident of 10 rows or fewer, in the 3 rows"
                + " after them");
        return lines;
    }

    private static void addGroup(InjectionReport report, boolean several, List<String> lines) {
        MethodResult first = report.methods().get(0);
        List<IncidentKind> kinds = Stream.of(IncidentKind.values())
                .filter(kind -> !Double.isNaN(first.share(several, kind, Trial::found)))
                .toList();
        if (kinds.isEmpty()) {
            return;
        }
        long incidents = first.trials().stream()
                .filter(trial -> trial.several() == several)
                .count();
        lines.add("");
        lines.add(text(
                        "%-24s %6s %6s %14s",
                        text("%s: %,d incidents", several ? "several" : "one feature", incidents),
                        "clean",
                        "mean",
                        "behind by")
                + kinds.stream().map(kind -> text("%11s", kind.text())).collect(Collectors.joining()));
        for (MethodResult method : report.methods()) {
            lines.add(text(
                            "%-24s %6.2f %6.3f %14s",
                            method.name(),
                            (several ? method.several() : method.one()).alertsPer1000(),
                            method.mean(several, Trial::found),
                            method.equals(first) ? "" : behind(MeanDifference.of(first, method, several)))
                    + shares(method, several, kinds));
        }
        lines.add("");
        addStrengths(first, several, kinds, lines);
    }

    private static String behind(MeanDifference difference) {
        return text("%.3f ± %.3f", difference.mean(), difference.deviation());
    }

    private static String shares(MethodResult method, boolean several, List<IncidentKind> kinds) {
        return kinds.stream()
                .map(kind -> text("%11.3f", method.share(several, kind, Trial::found)))
                .collect(Collectors.joining());
    }

    private static void addStrengths(
            MethodResult method, boolean several, List<IncidentKind> kinds, List<String> lines) {
        lines.add(text(
                "%-11s %-29s %9s %8s %8s   by strength",
                method.name(), "strengths", "incidents", "chance", "own rule"));
        for (IncidentKind kind : kinds) {
            long incidents = method.trials().stream()
                    .filter(trial -> trial.several() == several && trial.kind() == kind)
                    .count();
            lines.add(text(
                            "%-11s %-29s %9d %8.3f %8.3f  ",
                            kind.text(),
                            kind.strengths().stream()
                                            .map(strength ->
                                                    text("%.4g", strength).replaceAll("\\.?0+$", ""))
                                            .collect(Collectors.joining(" / "))
                                    + " " + kind.unit(),
                            incidents,
                            method.share(several, kind, Trial::chance),
                            method.share(several, kind, Trial::foundByOwnRule))
                    + kind.strengths().stream()
                            .map(strength -> text("%7.3f", method.share(several, kind, strength, Trial::found)))
                            .collect(Collectors.joining()));
        }
        lines.add(text(
                "own rule: mean %.3f, %.2f alerts in 1,000 clean rows",
                method.mean(several, Trial::foundByOwnRule),
                (several ? method.several() : method.one()).ownAlertsPer1000()));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
