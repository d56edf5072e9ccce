package io.surprisal.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every line that a detector may log at WARN or ERROR has its meaning in the operations guide. */
class LogLinesTest {

    private static final Pattern CALL =
            Pattern.compile("(?i)\\blog\\.(?:warn|error)\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final String TEXT_OF_ITS_OWN = "{}"; // its meaning is in what fills it

    @Test
    void areAllInTheOperationsGuide() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "OPERATIONS.md"));

        Set<String> lines = lines(Path.of("..", "topology", "src", "main"));
        lines.addAll(lines(Path.of("..", "schemas", "src", "main")));

        assertThat(lines)
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(guide).contains('`' + line + '`'));
    }

    private static Set<String> lines(Path sources) throws IOException {
        Set<String> lines = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Matcher call = CALL.matcher(Files.readString(file));
                while (call.find()) {
                    StringBuilder line = new StringBuilder();
                    LITERAL.matcher(call.group(1)).results().forEach(part -> line.append(part.group(1)));
                    if (!line.toString().equals(TEXT_OF_ITS_OWN)) {
                        lines.add(line.toString().replace("{}", "…"));
                    }
                }
            }
        }
        return lines;
    }
}
