package io.surprisal.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.CellKind;
import io.surprisal.model.Skip;
import io.surprisal.schemas.policy.PolicySetting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command line says when it is used wrongly, and what its help teaches. */
class SurprisalTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void hasHelpWithExamplesForEveryCommand(String name, CommandLine command) {
        String help = command.getUsageMessage();

        assertThat(help).contains("Usage: " + name).contains("Example").contains("  surprisal ");
        assertThat(help.lines()).allMatch(line -> line.length() <= 130);
    }

    static Stream<Arguments> commands() {
        return Surprisal.commandLine().getSubcommands().values().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), command.getSubcommands().values().stream()))
                .map(command -> Arguments.of(command.getCommandSpec().qualifiedName(), command));
    }

    @Test
    void refusesAnUnknownCommandWithExitCode2() {
        assertThat(run("detekt")).isEqualTo(2);
        assertThat(err.toString()).contains("surprisal: Unmatched argument").doesNotContain("\tat ");
    }

    @Test
    void refusesNoCommandWithExitCode2() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("which command?");
    }

    @Test
    void namesAllFaultsOfTheSettingsAtOnceWithExitCode2() {
        assertThat(run("detect", "--set", "features=", "--set", "threads=many", "--set", "thread=1"))
                .isEqualTo(2);

        assertThat(err.toString().lines())
                .anyMatch(line -> line.contains("features"))
                .anyMatch(line -> line.contains("threads") && line.contains("many"))
                .anyMatch(line -> line.contains("unknown key thread; did you mean threads?"));
    }

    @Test
    void saysWhichFileIsMissingWithExitCode1() {
        assertThat(run("publish", "no-such-model.avro")).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("surprisal: no such file: no-such-model.avro");
    }

    @Test
    void refusesAnOutputInsideTheDataWithExitCode2(@TempDir Path folder) {
        String data = folder.toString();

        assertThat(run("evaluate", "--data", data, "--out", data + "/scores")).isEqualTo(2);
        assertThat(err.toString()).contains("the output must not be inside the data");
    }

    @Test
    void refusesToTrainOnAndToRecalibrateAtOnce(@TempDir Path folder) {
        String file = folder.resolve("model.avro").toString();

        assertThat(run("train", "--out", file, "--from", "bundled", "--recalibrate", "bundled"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--from and --recalibrate exclude each other");
    }

    @Test
    void refusesAShapeForAModelThatHasOne(@TempDir Path folder) {
        String file = folder.resolve("model.avro").toString();

        assertThat(run("train", "--out", file, "--from", "bundled", "--hidden", "64"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--hidden is the model's own");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "--cell|grru|must be one of lstm, lstm-coupled, lstm-peephole, rnn, gru, tdnn: 'grru'",
                "--skip|add|must be one of none, identity, concat: 'add'",
                "--cell|gru|--kernel|3|--kernel is for --cell tdnn alone: gru reads one row",
                "--cell|tdnn|--kernel|1|kernelSize must be 2 to 64: kernelSize=1",
                "--cell|TDNN|--layers|10|a TDNN must see at most 1024 time steps",
                "--layers|17|layers must be 1 to 16: layers=17",
            })
    void refusesANetworkThatCannotBeWithExitCode2(String argumentsAndMessage, @TempDir Path folder) {
        List<String> parts = new ArrayList<>(List.of(argumentsAndMessage.split("\\|")));
        String message = parts.remove(parts.size() - 1);
        parts.addAll(0, List.of("train", "--out", folder.resolve("model.avro").toString()));

        assertThat(run(parts.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void teachesWhichCellToTake() {
        assertThat(run("train", "--help")).isZero();
        for (CellKind cell : CellKind.values()) {
            assertThat(out.toString()).containsPattern("\n  " + cell.text() + " +[a-z]");
        }
        for (Skip skip : Skip.values()) {
            assertThat(out.toString()).contains(skip.text());
        }
    }

    @Test
    void refusesASpeedThatIsNoneAndSaysWhatIs() {
        assertThat(run("demo", "--speed", "fast")).isEqualTo(2);
        assertThat(err.toString()).contains("--speed").contains("'max'").contains("'fast'");
    }

    @Test
    void refusesAnOutputOfAFleetThatHasNoFiles() {
        assertThat(run("demo", "--out", "scores")).isEqualTo(2);
        assertThat(err.toString()).contains("--out needs --data");
    }

    @Test
    void teachesEverySettingOfAPolicy() {
        assertThat(run("policy", "set", "--help")).isZero();
        for (PolicySetting setting : PolicySetting.values()) {
            assertThat(out.toString()).contains("  " + setting.key() + "=");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "web-*|which settings?",
                "web-*|direction|a setting must be KEY=VALUE: 'direction'",
                "web-1|web-2|direction=below|a setting must be KEY=VALUE: 'web-2'; a pattern with a * needs quotes",
                "web-*|direction=up|direction must be both | above | below: 'up'",
                "web-*|mute=true|setting must be one of direction, min.deviation",
                "web-*|direction=below|direction=above|a setting may be given once: 'direction'",
                "web-*|direction=below|--from|soon|must be now, beginning, a time such as",
                "|direction=below|pattern must be 1 to 1,024 characters",
            })
    void refusesAPolicyThatIsNoneWithExitCode2(String argumentsAndMessage) {
        List<String> parts = new ArrayList<>(List.of(argumentsAndMessage.split("\\|(?! )", -1)));
        String message = parts.remove(parts.size() - 1);
        parts.addAll(0, List.of("policy", "set"));

        assertThat(run(parts.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void refusesToForgetFromATimeOn() {
        assertThat(run("policy", "remove", "web-*", "--forget", "--from", "now"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--forget and --from contradict each other");
    }

    @Test
    void refusesAControlThatIsNoneAndNamesThoseThereAre(@TempDir Path folder) {
        assertThat(run("bench", "calibration", "--model", "control:oracle", "--data", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("control:persistence").contains("control:oracle");
    }

    @Test
    void printsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("surprisal ").contains("Java ").doesNotContain("${");
    }

    private int run(String... arguments) {
        return Surprisal.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
