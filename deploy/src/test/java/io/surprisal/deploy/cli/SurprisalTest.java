package io.surprisal.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
    void printsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("surprisal ").contains("Java ").doesNotContain("${");
    }

    private int run(String... arguments) {
        return Surprisal.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
