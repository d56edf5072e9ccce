package io.surprisal.deploy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The compose file's variables; {@code ComposeStackIT} starts it. */
class ComposeFileTest {

    private static final Path FOLDER = Path.of("compose");

    @Test
    void hasEveryVariableInTheExampleWithItsDefault() throws IOException {
        Map<String, String> used = variables("\\$\\{([A-Z0-9_]+):-([^}]*)\\}", "compose.yaml");
        Map<String, String> told = variables("(?m)^#([A-Z0-9_]+)=(.*)$", ".env.example");

        assertThat(told).isEqualTo(used);
    }

    @Test
    void takesEveryImageByAVariable() throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve("compose.yaml")))
                .filteredOn(line -> line.strip().startsWith("image:"))
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.contains("${"));
    }

    private static Map<String, String> variables(String pattern, String file) throws IOException {
        Map<String, String> variables = new TreeMap<>();
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(FOLDER.resolve(file)));
        while (found.find()) {
            variables.put(found.group(1), found.group(2));
        }
        return variables;
    }
}
