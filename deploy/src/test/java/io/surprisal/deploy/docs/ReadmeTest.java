package io.surprisal.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.topology.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void showsTheSettingsThatOneNeedsFirstAsTheCodeHasThem() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));

        assertThat(readme).contains(Setting.table(Setting.first()).strip());
    }

    /** What is wrong is mended by {@code surprisal config reference}, whose output stands there. */
    @Test
    void thePageOfReferenceShowsEverySettingAsTheCodeHasIt() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "CONFIGURATION.md"));

        assertThat(page.strip()).endsWith(Setting.reference());
    }
}
