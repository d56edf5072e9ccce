package io.surprisal.trainer.bench.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as lines of text. */
public final class ForecastTable {

    private static final double PERCENT = 100;

    private ForecastTable() {}

    /** The lines, headings first. */
    public static List<String> lines(ForecastReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.name() + ": " + report.series() + " series, median error in mean changes from row to row");
        StringBuilder heading = new StringBuilder(String.format(Locale.ROOT, "%-12s", "rows ahead"));
        for (ForecastMethod method : ForecastMethod.values()) {
            heading.append(String.format(Locale.ROOT, "%14s", method.text()));
        }
        String band = String.format(Locale.ROOT, "in %.0f %% band", PERCENT * report.coverage());
        lines.add(heading.append(String.format(Locale.ROOT, "%16s", band)).toString());
        for (ForecastReport.Line line : report.lines()) {
            StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-12s", line.range()));
            for (double error : line.errors()) {
                text.append(String.format(Locale.ROOT, "%14.2f", error));
            }
            lines.add(text.append(String.format(Locale.ROOT, "%14.1f %%", PERCENT * line.held()))
                    .toString());
        }
        return lines;
    }
}
