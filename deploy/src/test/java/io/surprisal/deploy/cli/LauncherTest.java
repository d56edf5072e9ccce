package io.surprisal.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script of a distribution, with a Java that only tells how it was started. */
class LauncherTest {

    private static final Path SCRIPT = Path.of("bin", "surprisal");
    private static final String PYTORCH = "dist/lib/pytorch-native-cpu.jar";
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    @TempDir
    private Path folder;

    @BeforeEach
    void unpackDistribution() throws IOException {
        Files.createDirectories(folder.resolve("dist/lib"));
        Files.createDirectories(folder.resolve("dist/bin"));
        Files.createDirectories(folder.resolve("java/bin"));
        Files.createFile(folder.resolve(PYTORCH));
        Files.copy(SCRIPT, folder.resolve("dist/bin/surprisal"));
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path java = folder.resolve("java/bin/java");
        Files.writeString(java, "#!/bin/sh\nfor each in \"$@\"; do echo \"$each\"; done\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest(name = "surprisal {0}")
    @ValueSource(strings = {"detect", "-v detect", "--verbose bench", "recognize train", "evaluate --data x"})
    void letsTheCompilerDoItsBestWhereWorkIsLong(String line) throws Exception {
        assertThat(started(line)).doesNotContain(QUICK_START).endsWith(line.split(" "));
    }

    @ParameterizedTest(name = "surprisal {0}")
    @ValueSource(strings = {"models list", "-v models list", "--version", "--help"})
    void startsQuicklyWhatIsSoonOver(String line) throws Exception {
        assertThat(started(line)).contains(QUICK_START).endsWith(line.split(" "));
    }

    @Test
    void startsWithoutACommand() throws Exception {
        assertThat(started("")).contains("io.surprisal.deploy.cli.Surprisal");
    }

    @ParameterizedTest(name = "surprisal {0}")
    @ValueSource(strings = {"train", "-v train --data x", "-v recognize train"})
    void saysWhichImageTrainsWherePyTorchIsMissing(String line) throws Exception {
        Files.delete(folder.resolve(PYTORCH));

        assertThat(started(line)).anyMatch(said -> said.contains("take surprisal-trainer"));
    }

    private List<String> started(String line) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("bash", folder.resolve("dist/bin/surprisal").toString()));
        if (!line.isEmpty()) {
            command.addAll(List.of(line.split(" ")));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
        builder.environment().remove("SURPRISAL_JAVA_OPTS");
        Process process = builder.start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        process.waitFor();
        return said;
    }
}
