package io.surprisal.trainer.evaluate.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.evaluate.EvaluateOptions;
import io.surprisal.trainer.evaluate.Evaluation;
import io.surprisal.trainer.evaluate.EvaluationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class EvaluationPageTest {

    private static final int SPIKE = 1200;

    private final Path folder;
    private final Path data;

    EvaluationPageTest(@TempDir Path folder) {
        this.folder = folder;
        this.data = folder.resolve("data");
    }

    @Test
    void drawsWhatWasFoundAndWhatWasMissedInOneFileThatNeedsNoOther() throws Exception {
        write("cpu.csv", 1);
        write("load.csv", 3);
        Files.write(
                data.resolve("labels.csv"),
                List.of("key,start,end", "cpu," + (SPIKE - 2) + "," + (SPIKE + 9), "cpu,600,620", "load,700,705"));

        Document page = page();

        String text = page.getDocumentElement().getTextContent();
        assertThat(text)
                .contains("Evaluation of default/", "VUS-PR", "Random Cut Forest", "1 of 2 anomalies found, 1 missed");
        assertThat(text).contains("missed, rows 600 to 620", "contributed most: f1");
        assertThat(spans(page, "span found")).isPositive();
        assertThat(spans(page, "span missed")).isPositive();
        assertThat(Files.readString(folder.resolve("report.html"))).doesNotContain("http", "<script", "NaN");
    }

    @Test
    void showsAlertsWhereNothingIsLabelled() throws Exception {
        write("cpu.csv", 1);

        Document page = page();

        assertThat(page.getDocumentElement().getTextContent()).contains("no labels", "an alert, row " + SPIKE);
        assertThat(spans(page, "span found") + spans(page, "span missed")).isZero();
    }

    private Document page() throws Exception {
        EvaluateOptions options =
                EvaluateOptions.of(data, folder.resolve("out"), ModelCodec.fromFile(BundledModel.load()));
        EvaluationReport report = new Evaluation(2).run(options, Progress.NONE);
        Path file = folder.resolve("report.html");

        new EvaluationPage(report, data).write(file, Progress.NONE);

        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static long spans(Document page, String styleClass) {
        NodeList spans = page.getElementsByTagName("rect");
        return IntStream.range(0, spans.getLength())
                .filter(i -> ((Element) spans.item(i)).getAttribute("class").equals(styleClass))
                .count();
    }

    /** Rows of noise a minute apart; the second feature, or the only one, has a spike. */
    private void write(String name, int features) throws Exception {
        Random random = new Random(features);
        List<String> lines = new ArrayList<>();
        lines.add("t"
                + String.join(
                        "", IntStream.range(0, features).mapToObj(f -> ",f" + f).toList()));
        for (int row = 0; row < 2000; row++) {
            StringBuilder line = new StringBuilder().append(row);
            for (int feature = 0; feature < features; feature++) {
                double spike = row == SPIKE && feature == Math.min(1, features - 1) ? 60 : 0;
                line.append(',').append(random.nextGaussian() + spike);
            }
            lines.add(line.toString());
        }
        Files.createDirectories(data);
        Files.write(data.resolve(name), lines);
    }
}
