package io.surprisal.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.surprisal.avro.Provenance;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.CalibrationOrigin;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.schemas.models.ModelFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code recognize} as its user meets it. */
class RecognizeCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void teachesKindsShowsWhatWasNamedAndMeasuresIt() throws IOException {
        Path model = folder.resolve("named.avro");
        Path json = folder.resolve("report.json");

        int trained = run(
                "recognize",
                "train",
                "--made-up",
                "16",
                "--out",
                model.toString(),
                "--model-version",
                "names-1",
                "--json",
                json.toString());

        assertThat(trained).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("was \\ named", "none of these", "jump up", "each series left out once, in 5 parts")
                .contains("wrote default/names-1 to " + model);
        JsonNode report = new JsonMapper().readTree(json.toFile());
        assertThat(report.at("/likeliestKindRight").doubleValue()).isGreaterThan(0.3);
        assertThat(report.at("/kinds/jump up/alerts").intValue()).isPositive();
        assertThat(report.at("/confusion/false alarm").isObject()).isTrue();
        assertThat(ModelDescription.lines(ModelFiles.read(model).getManifest(), List.of()))
                .anyMatch(line -> line.startsWith("recognizes    drift, dropout, flat line, jump down, jump up"))
                .anyMatch(line -> line.contains("of what was held back it named"));

        int measured = run("recognize", "evaluate", "--made-up", "3", "--seed", "9", "--model", model.toString());

        assertThat(measured).as(err.toString()).isZero();
        assertThat(out.toString()).contains("alerts of known kinds, injected: ");
    }

    @Test
    void saysThatAModelWithoutAHeadKnowsNoKinds() throws IOException {
        ModelSnapshot shipped = ModelCodec.fromFile(BundledModel.load());
        ModelSnapshot bare =
                shipped.withHead("bare", Optional.empty(), shipped.spec().withoutHead(), Map.of());
        Path file = folder.resolve("bare.avro");
        ModelFiles.write(ModelCodec.toFile(bare, Provenance.newBuilder().build(), CalibrationOrigin.UNKNOWN), file);

        assertThat(run("recognize", "evaluate", "--made-up", "2", "--model", file.toString()))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("model default/bare knows no kinds of incident; 'surprisal recognize train' teaches it some");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({
        "evaluate, 2, a folder of series or made-up series are needed",
        "train --out x.avro --precision 1.5, 2, precision must be above 0 and at most 1: precision=1.5",
        "train --out x.avro --labels kinds.csv, 2, give one --data",
        "train --out x.avro --data a --labels k.csv --made-up 3, 2, --labels goes without --made-up",
        "train --made-up 2, 2, --out",
        "train --out nowhere/x.avro, 1, cannot write to the folder of --out",
        "'', 2, recognize: which command?"
    })
    void refusesWrongUseInOneLine(String arguments, int code, String message) {
        String[] all = ("recognize " + arguments).strip().split(" ");

        assertThat(run(all)).isEqualTo(code);

        assertThat(err.toString()).contains(message);
    }

    @Test
    void namesFileAndLineOfALabelThatIsNone() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.write(data.resolve("a.csv"), List.of("t,value", "0,1", "1,2"));
        Path labels = Files.write(folder.resolve("kinds.csv"), List.of("key,start,end,kind", "a,5,3,surge"));

        int code = run(
                "recognize",
                "train",
                "--data",
                data.toString(),
                "--labels",
                labels.toString(),
                "--out",
                folder.resolve("x.avro").toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("kinds.csv, line 2").contains("must not end before it begins");
    }

    private int run(String... arguments) {
        return Surprisal.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
