package io.surprisal.deploy.bench.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as Markdown, for the terminal and for {@code docs/PERFORMANCE.md}: conditions, goals, then each figure. */
public final class SpeedTable {

    private SpeedTable() {}

    /** The lines. */
    public static List<String> lines(Extent extent, Map<String, String> conditions, Figures figures) {
        List<String> lines = new ArrayList<>();
        lines.add("Conditions (" + extent.name().toLowerCase(Locale.ROOT) + "): " + conditions);
        lines.add("");
        lines.add("| figure | what | wanted | measured | |");
        lines.add("|---|---|---|---|---|");
        Goal.ALL.forEach(goal -> lines.add(goal.line(figures)));
        lines.add("");
        lines.add("| figure | value |");
        lines.add("|---|---|");
        figures.values().forEach((name, value) -> lines.add("| `" + name + "` | " + number(value) + " |"));
        figures.notes().forEach((what, why) -> lines.add("not measured: " + what + ": " + why));
        return lines;
    }

    private static String number(double value) {
        return Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
