package io.surprisal.trainer.train.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.ModelFile;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.train.CalibrationData;
import io.surprisal.trainer.train.TrainingProgress;
import io.surprisal.trainer.train.ValidationLoss;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class TrainingPageTest {

    private final ModelFile file = BundledModel.load();
    private final List<TrainingProgress> passedOn = new ArrayList<>();

    TrainingPageTest() throws Exception {}

    @Test
    void showsLossesRatesExamplesAndProvenance(@TempDir Path folder) throws Exception {
        TrainingPage page = new TrainingPage(passedOn::add);
        for (int update = 0; update <= 40; update += 10) {
            page.report(progress(update));
        }
        ModelSnapshot model = ModelCodec.fromFile(file);
        CalibrationData data = new CalibrationData(model.spec(), 1, 10);
        page.calibrated(model, List.of(data.synthetic()), List.of(data.syntheticGroups()));

        page.write(file, folder.resolve("training.html"));

        Document html = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("training.html").toFile());
        assertThat(passedOn).hasSize(5);
        assertThat(html.getElementsByTagName("h2").getLength()).isEqualTo(4);
        assertThat(html.getDocumentElement().getTextContent())
                .contains("Training of default/", "by horizon", "synthetic groups, several features", "1 in 1,000")
                .contains(file.getManifest().getProvenance().getCommand());
        assertThat(paths(html, "second")).as("validation, twice, and one set").isGreaterThanOrEqualTo(3);
    }

    @Test
    void refusesToWriteBeforeTheEnd(@TempDir Path folder) {
        TrainingPage page = new TrainingPage(passedOn::add);

        assertThatThrownBy(() -> page.write(file, folder.resolve("training.html")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no calibration heard");
    }

    private static TrainingProgress progress(int update) {
        double loss = 10 - update / 10.0;
        return new TrainingProgress(
                update,
                40,
                update / 20,
                2,
                update == 0 ? Double.NaN : loss,
                new ValidationLoss(loss / 4, loss / 3, loss / 2),
                Duration.ofSeconds(update));
    }

    private static long paths(Document html, String styleClass) {
        var paths = html.getElementsByTagName("path");
        return IntStream.range(0, paths.getLength())
                .filter(i -> paths.item(i)
                        .getAttributes()
                        .getNamedItem("class")
                        .getNodeValue()
                        .equals(styleClass))
                .count();
    }
}
