package io.surprisal.trainer.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.avro.ModelFile;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.train.ModelLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecognitionTrainingTest {

    private static final RecognitionOptions OPTIONS = new RecognitionOptions(0.8, 1, false);
    private static final ModelLabel LABEL = new ModelLabel(
            "default", "", "surprisal recognize train", "a test", Instant.ofEpochMilli(1_750_000_000_000L));

    @TempDir
    private Path folder;

    @Test
    void teachesInjectedKindsWithoutTouchingNetworkAndCalibration() throws InterruptedException, IOException {
        ExampleSource source = new ExampleSource(List.of(), null, 12, 1, 3);
        ModelFile base = BundledModel.load();

        RecognitionTraining.Trained trained = train(source, base);

        ModelSnapshot before = ModelCodec.fromFile(base);
        ModelSnapshot after = ModelCodec.fromFile(trained.file());
        assertThat(after.identity().parentSha256()).contains(before.identity().sha256());
        for (TensorShape shape : TensorLayout.of(before.spec().withoutHead()).tensors()) {
            assertThat(after.tensor(shape.name())).as(shape.name()).isEqualTo(before.tensor(shape.name()));
        }
        assertThat(after.weights()).startsWith(bare(before).weights());
        assertThat(after.spec().kinds()).contains("jump down", "jump up");
        assertThat(trained.report().likeliestRight()).isGreaterThan(0.4);
        assertThat(ModelFiles.toBytes(train(source, base).file())).isEqualTo(ModelFiles.toBytes(trained.file()));
    }

    @Test
    void namesLabelledKindsAndNotOneThatItHasNeverSeen() throws InterruptedException, IOException {
        List<String> labels = new ArrayList<>(List.of("key,start,end,kind"));
        for (int series = 0; series < 10; series++) {
            labels.addAll(series("s" + series, series));
        }
        Path all = Files.write(folder.resolve("all.csv"), labels);
        Path two = Files.write(
                folder.resolve("two.csv"),
                labels.stream().filter(line -> !line.endsWith("shaking")).toList());
        Path data = folder.resolve("data");

        RecognitionTraining.Trained both = train(new ExampleSource(List.of(data), two, 0, 1, 1), BundledModel.load());
        ModelSnapshot model = ModelCodec.fromFile(both.file());
        RecognitionReport report =
                new RecognitionEvaluation(new ExampleSource(List.of(data), all, 0, 1, 1), Progress.NONE).run(model);

        assertThat(model.spec().kinds()).containsExactly("outage", "surge");
        assertThat(report.confusion().recall("outage")).isGreaterThan(0.9);
        assertThat(report.confusion().recall("surge")).isGreaterThan(0.9);
        assertThat(report.confusion().of("shaking")).isGreaterThan(5);
        assertThat(report.confusion().named("shaking"))
                .isLessThan(report.confusion().of("shaking") / 4);
        assertThat(both.file().getManifest().getRecognition().getProvenance().getData())
                .isEqualTo("labelled incidents of data");
    }

    @Test
    void saysWhichKindsAreTooFewToLearn() throws IOException {
        List<String> labels = new ArrayList<>(List.of("key,start,end,kind"));
        labels.addAll(series("s0", 1));
        Path file = Files.write(folder.resolve("kinds.csv"), labels);

        assertThatThrownBy(() ->
                        train(new ExampleSource(List.of(folder.resolve("data")), file, 0, 1, 1), BundledModel.load()))
                .isInstanceOf(BadDataException.class)
                .hasMessageStartingWith("at least 2 kinds need 8 alerts in 2 series or more: {outage=");
    }

    /** The model without the head that it may have. */
    private static ModelSnapshot bare(ModelSnapshot model) {
        return model.withHead("bare", Optional.empty(), model.spec().withoutHead(), Map.of());
    }

    private static RecognitionTraining.Trained train(ExampleSource source, ModelFile base) throws InterruptedException {
        return new RecognitionTraining(source, OPTIONS, Progress.NONE).run(base, LABEL);
    }

    /** Waves with a surge (up), an outage (to 0) and a time of shaking, each twice; and their labels. */
    private List<String> series(String key, long seed) throws IOException {
        Random random = new Random(seed);
        double[] values = new double[1_700];
        for (int row = 0; row < values.length; row++) {
            values[row] = 100 + 20 * StrictMath.sin(row / 20.0) + 2 * random.nextGaussian();
        }
        List<String> labels = new ArrayList<>();
        int at = 700;
        for (String kind : List.of("surge", "outage", "shaking", "outage", "surge", "shaking")) {
            int first = at + random.nextInt(40);
            int rows = kind.equals("shaking") ? 40 : 5;
            for (int row = first; row < first + rows; row++) {
                values[row] = switch (kind) {
                    case "surge" -> values[row] + 120;
                    case "outage" -> 0;
                    default -> values[row] + (row % 2 == 0 ? 35 : -35);
                };
            }
            labels.add(key + "," + first + "," + (first + rows - 1) + "," + kind);
            at += 160;
        }
        List<String> lines = new ArrayList<>(List.of("t,value"));
        for (int row = 0; row < values.length; row++) {
            lines.add(String.format(Locale.ROOT, "%d,%.3f", row, values[row]));
        }
        Files.createDirectories(folder.resolve("data"));
        Files.write(folder.resolve("data").resolve(key + ".csv"), lines);
        return labels;
    }
}
