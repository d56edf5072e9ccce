package io.surprisal.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.avro.Provenance;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.TensorLayout;
import io.surprisal.model.TensorShape;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.CalibrationOrigin;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench gate} and {@code bench forecast} as their user meets them. */
class BenchCommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void letsThroughWhatIsAsGoodAsTheChampion() throws IOException {
        Path file = folder.resolve("same.avro");
        ModelFiles.write(BundledModel.load(), file);

        assertThat(run("bench", "gate", "--data", series(2, 3_000), file.toString()))
                .isZero();

        assertThat(out.toString()).contains("recall at 1 alert in 1,000 rows, one feature", "gate: passed");
    }

    @Test
    void refusesWeightsThatWereDrownedInNoise() throws IOException {
        Path file = folder.resolve("noisy.avro");
        ModelFiles.write(ModelCodec.toFile(noisy(), Provenance.newBuilder().build(), CalibrationOrigin.UNKNOWN), file);

        assertThat(run("bench", "gate", "--data", series(4, 4_000), file.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains("the gate would refuse it: it ");
    }

    @Test
    void saysWhatDataTheGateNeeds() throws IOException {
        Path file = folder.resolve("same.avro");
        ModelFiles.write(BundledModel.load(), file);

        assertThat(run("bench", "gate", "--data", series(1, 3_000), file.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains("the gate did not run: the gate's data must have 1000 clean rows");
    }

    @Test
    void writesForecastErrorsAsJson() throws IOException {
        Path file = folder.resolve("forecast.json");

        assertThat(run("bench", "forecast", "--data", series(1, 600), "--rows", "5", "--json", file.toString()))
                .isZero();

        assertThat(new JsonMapper()
                        .readTree(file.toFile())
                        .at("/folders/0/series")
                        .asInt())
                .isEqualTo(1);
    }

    private int run(String... arguments) {
        return Surprisal.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private static ModelSnapshot noisy() {
        ModelSnapshot model = ModelCodec.fromFile(BundledModel.load());
        Random random = new Random(1);
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (TensorShape shape : TensorLayout.of(model.spec()).tensors()) {
            float[] values = model.tensor(shape.name()).clone();
            for (int index = 0; index < values.length; index++) {
                values[index] += (float) random.nextGaussian();
            }
            tensors.put(shape.name(), values);
        }
        tensors.putAll(model.calibration().tensors());
        return ModelSnapshot.of("default", "noisy", Optional.empty(), model.spec(), tensors);
    }

    /** A folder of daily waves, a row every ten minutes. */
    private String series(int count, int rows) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        for (int number = 0; number < count; number++) {
            Random random = new Random(number);
            StringBuilder text = new StringBuilder("timestamp,value\n");
            for (int row = 0; row < rows; row++) {
                long seconds = 1_700_000_000L + 600L * row;
                double wave = 50 + 10 * StrictMath.sin(2 * Math.PI * seconds / 86_400) + random.nextGaussian();
                text.append(seconds).append(',').append(wave).append('\n');
            }
            Files.writeString(data.resolve("wave" + number + ".csv"), text);
        }
        return data.toString();
    }
}
