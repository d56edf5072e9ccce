package io.surprisal.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.topology.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void showsEverySettingAsTheCodeHasIt() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));

        assertThat(readme).contains(Setting.reference().strip());
    }
}
