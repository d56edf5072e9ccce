package io.surprisal.deploy.soak;

import io.surprisal.trainer.report.Chart;
import io.surprisal.trainer.report.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A soak as one picture that stands by itself: what should be flat, over time. */
public final class SoakChart {

    private static final int WIDTH = 960;
    private static final int PANEL = 90;
    private static final int PANEL_WHOLE = 132;
    private static final double ABOVE = 1.15;
    private static final double MINUTE = 60;
    private static final int TICKS = 8;
    private static final String STYLE = """
            <style>
            svg { background: #fff; font: 12px sans-serif; fill: #24292f; }
            .grid { stroke: #d8dee4; } .axis { stroke: #57606a; }
            .name { font-weight: bold; } .tick { fill: #57606a; } .end { text-anchor: end; } .middle { text-anchor: middle; }
            .line { fill: none; stroke: #0969da; stroke-width: 1.5; }
            .level { stroke: #9a6700; stroke-dasharray: 4 3; }
            </style>
            """;

    private SoakChart() {}

    /** Writes it to a file; an older one is replaced. */
    public static void write(SoakReport report, Path file) throws IOException {
        Files.writeString(file, svg(report));
    }

    static String svg(SoakReport report) {
        List<String> panels = List.of(
                panel(report, "observations judged a second", SoakSample::perSecond, report.rate()),
                panel(report, "lag, observations", SoakSample::lag, Double.NaN),
                panel(report, "resident memory, MB", SoakSample::residentMb, Double.NaN),
                panel(report, "heap in use, MB", SoakSample::heapMb, Double.NaN),
                panel(report, "RocksDB memory, MB", SoakSample::rocksDbMb, Double.NaN),
                panel(report, "versions of the model so far", SoakSample::versions, Double.NaN));
        StringBuilder whole = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\">%n%s",
                WIDTH,
                panels.size() * PANEL_WHOLE,
                WIDTH,
                STYLE));
        for (int number = 0; number < panels.size(); number++) {
            whole.append(String.format(
                    Locale.ROOT,
                    "<svg y=\"%d\" width=\"%d\" height=\"%d\">%n%s</svg>%n",
                    number * PANEL_WHOLE,
                    WIDTH,
                    PANEL_WHOLE,
                    panels.get(number)));
        }
        return whole.append("</svg>\n").toString();
    }

    private static String panel(SoakReport report, String title, ToDoubleFunction<SoakSample> value, double level) {
        double[] minutes = report.samples().stream()
                .mapToDouble(sample -> sample.second() / MINUTE)
                .toArray();
        double[] values = report.samples().stream().mapToDouble(value).toArray();
        double highest = 1;
        for (double each : values) {
            highest = Math.max(highest, each);
        }
        Chart chart = new Chart(
                        title, new Interval(0, minutes[minutes.length - 1]), new Interval(0, highest * ABOVE), PANEL)
                .title(title)
                .curve("line", minutes, values)
                .numberTicks(TICKS);
        return Double.isNaN(level) ? chart.svg() : chart.level(level, "sent").svg();
    }
}
