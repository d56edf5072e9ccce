package io.surprisal.trainer.train.page;

import io.surprisal.avro.ModelFile;
import io.surprisal.avro.ModelManifest;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.detect.Verdict;
import io.surprisal.trainer.report.HtmlPage;
import io.surprisal.trainer.report.HtmlTable;
import io.surprisal.trainer.report.Mark;
import io.surprisal.trainer.report.Markup;
import io.surprisal.trainer.train.TrainingProgress;
import io.surprisal.trainer.train.calibrate.CalibrationSeries;
import io.surprisal.trainer.train.calibrate.CalibrationSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Notes a training as it goes and writes it as one HTML file: loss curves, nominal against measured rates on rows that
 * were not trained on, examples of what the detector says of such rows, provenance. Passes on what it hears. Not
 * thread-safe.
 */
public final class TrainingPage implements TrainingProgress.Listener {

    private static final int SERIES_PER_SET = 4; // to choose examples from
    private static final int EXAMPLES = 6;

    private final TrainingProgress.Listener next;
    private final LossHistory losses = new LossHistory();
    private Optional<ModelSnapshot> model = Optional.empty();
    private List<CalibrationSet> univariate = List.of();
    private List<CalibrationSet> multivariate = List.of();

    /** A page about a training that has not begun; another listener hears the same. */
    public TrainingPage(TrainingProgress.Listener next) {
        this.next = next;
    }

    @Override
    public void report(TrainingProgress progress) {
        losses.add(progress);
        next.report(progress);
    }

    @Override
    public void calibrated(ModelSnapshot model, List<CalibrationSet> univariate, List<CalibrationSet> multivariate) {
        this.model = Optional.of(model);
        this.univariate = univariate;
        this.multivariate = multivariate;
        next.calibrated(model, univariate, multivariate);
    }

    /**
     * Writes the page about the model that came of it; an older file is replaced.
     *
     * @throws IllegalStateException if the training was not heard to its end
     */
    public void write(ModelFile made, Path file) throws IOException {
        ModelSnapshot trained = model.orElseThrow(
                () -> new IllegalStateException("the training must have ended: no calibration heard"));
        ModelManifest manifest = made.getManifest();
        HtmlPage page = new HtmlPage("Training of " + manifest.getName() + "/" + manifest.getVersion());
        page.section("Provenance", ProvenanceSection.html(manifest));
        page.section("Losses", new LossSection(losses).html());
        page.section("Nominal and measured rates", rates(trained));
        page.section("Examples", examples(trained));
        page.write(file);
    }

    private String rates(ModelSnapshot trained) {
        List<RateCount> counts = new ArrayList<>();
        univariate.forEach(set -> count(set.name(), set, trained, counts));
        multivariate.forEach(set -> count(set.name() + ", several features", set, trained, counts));
        HtmlTable table = new HtmlTable("rows held back", "rows", "1 in 100", "1 in 1,000", "1 in 10,000");
        for (RateCount count : counts) {
            table.row(
                    count.name(),
                    Markup.count(count.rows()),
                    perThousand(count, 2),
                    perThousand(count, 3),
                    perThousand(count, 4));
        }
        return new RateSection(counts).html()
                + Markup.paragraph(
                        "",
                        "Rows in 1,000 that reach a nominal rate: 10, 1 and 0.1 are wanted. Rows of real series hold"
                                + " incidents too, so theirs may be more; the series with most alerts were left out of the"
                                + " calibration, not of this count.")
                + table.html();
    }

    private static void count(String name, CalibrationSet set, ModelSnapshot trained, List<RateCount> counts) {
        if (!set.series().isEmpty()) {
            counts.add(RateCount.of(name, set, trained));
        }
    }

    private static String perThousand(RateCount count, int rarity) {
        return Markup.number(1000 * count.rate((int) Math.round(rarity / RateCount.STEP)));
    }

    private String examples(ModelSnapshot trained) {
        List<Example> examples = new ArrayList<>();
        for (CalibrationSet set : univariate) {
            int stride = Math.max(1, set.series().size() / SERIES_PER_SET);
            for (int place = 0; place < set.series().size(); place += stride) {
                CalibrationSeries series = set.series().get(place);
                if (series.countedFrom() < series.to()) {
                    examples.add(Example.of(series, trained));
                }
            }
        }
        StringBuilder html = new StringBuilder(Markup.paragraph(
                        "",
                        "Rows that were not trained on, those with the greatest scores first; alerts there may be"
                                + " incidents or false. The value with the expected ± 2 spreads, and the score, "
                                + Verdict.THRESHOLD + " being a nominal rate of one row in 1,000."))
                .append("<p class=\"legend\"><span><i class=\"swatch value\"></i> value</span>"
                        + "<span><i class=\"swatch band\"></i> expected</span>"
                        + "<span><i class=\"swatch score\"></i> score</span><span>")
                .append(Mark.UNJUDGED.symbol())
                .append(" alert</span></p>\n");
        examples.stream()
                .sorted(Comparator.comparingDouble(Example::greatestScore).reversed())
                .limit(EXAMPLES)
                .forEach(example -> html.append("<figure>\n<figcaption>")
                        .append(Markup.escape(example.title()))
                        .append("</figcaption>\n")
                        .append(example.svg())
                        .append("</figure>\n"));
        return html.toString();
    }
}
