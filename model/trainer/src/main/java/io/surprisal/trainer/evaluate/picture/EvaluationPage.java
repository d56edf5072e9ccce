package io.surprisal.trainer.evaluate.picture;

import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.SeriesCatalogue;
import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.evaluate.EvaluationReport;
import io.surprisal.trainer.evaluate.SeriesPool;
import io.surprisal.trainer.evaluate.SeriesReport;
import io.surprisal.trainer.report.HtmlPage;
import io.surprisal.trainer.report.Mark;
import io.surprisal.trainer.report.Markup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An evaluation as one HTML file: figures of all methods, pictures of the most telling series, a table of all. The series
 * that are drawn are scored once more for it.
 */
public final class EvaluationPage {

    private static final int MOST_PICTURES = 30;

    private final EvaluationReport report;
    private final Path data;

    /** A page about an evaluation of the series in a folder, which are as they were then. */
    public EvaluationPage(EvaluationReport report, Path data) {
        this.report = report;
        this.data = data;
    }

    /**
     * Writes the page; an older file is replaced.
     *
     * @throws io.surprisal.trainer.data.BadDataException if the data can no longer be read
     * @throws IOException if the file cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    public void write(Path file, Progress progress) throws IOException, InterruptedException {
        Map<String, SeriesFile> files = new HashMap<>();
        SeriesCatalogue.open(data).scored().forEach(one -> files.put(one.path(), one));
        Map<String, SeriesReport> chosen = new HashMap<>();
        List<SeriesReport> telling = TellingSeries.of(report.series(), MOST_PICTURES);
        telling.forEach(series -> chosen.put(series.path(), series));
        List<SeriesFile> drawn = telling.stream()
                .map(series -> Objects.requireNonNull(files.get(series.path()), series.path()))
                .toList();
        progress.begin("drawing " + drawn.size() + " series", drawn.size());
        SeriesRecorder recorder = new SeriesRecorder(report.model());
        List<String> pictures = new SeriesPool(Runtime.getRuntime().availableProcessors()).run(drawn, one -> () -> {
            SeriesReport series = Objects.requireNonNull(chosen.get(one.path()), one.path());
            String picture = new SeriesPicture(series).html(recorder.record(one, View.of(series)));
            progress.advance(1);
            return picture;
        });
        page(telling, pictures).write(file);
        progress.end("wrote " + file);
    }

    private HtmlPage page(List<SeriesReport> telling, List<String> pictures) {
        FiguresSection figures = new FiguresSection(report);
        HtmlPage page =
                new HtmlPage("Evaluation of " + report.model().identity().name() + "/"
                        + report.model().identity().version() + " on "
                        + data.toAbsolutePath().normalize().getFileName());
        page.add(figures.summary()).section("Figures", figures.methods());
        page.section("Pictures", legend(telling.size()));
        for (int i = 0; i < telling.size(); i++) {
            page.section(telling.get(i).key(), pictures.get(i));
        }
        return page.section("All series", figures.series());
    }

    private String legend(int drawn) {
        String choice = drawn == report.series().size()
                ? "All series."
                : drawn + " of " + report.series().size()
                        + " series: by turns that with most misses, most false alarms, most that was found.";
        return Markup.paragraph(
                        "",
                        choice + " Of each, all rows and the longest miss, the first false alarm and the longest find."
                                + " Curves show the least and the greatest value of each stretch of pixels.")
                + "<p class=\"legend\"><span><i class=\"swatch value\"></i> value</span>"
                + "<span><i class=\"swatch band\"></i> expected ± " + Markup.number(Recording.BAND) + " spreads</span>"
                + "<span><i class=\"swatch score\"></i> score</span>"
                + "<span>" + Mark.FOUND.symbol()
                + " <i class=\"swatch found\"></i> alert at an anomaly, anomaly found</span>"
                + "<span>" + Mark.MISSED.symbol() + " <i class=\"swatch missed\"></i> anomaly missed</span>"
                + "<span>" + Mark.FALSE_ALARM.symbol() + " false alarm</span>"
                + "<span>" + Mark.UNJUDGED.symbol() + " alert where nothing is labelled</span></p>\n";
    }
}
