package io.surprisal.deploy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.deploy.registry.RegistryServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the registry's process does when things go wrong. */
class RegistryServerIT {

    @TempDir
    private Path folder;

    @Test
    void saysHowToGetAnInstallationThatIsNotThere() {
        assertThatThrownBy(() -> RegistryServer.launch(folder.resolve("none"), folder, folder, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no schema registry in")
                .hasMessageContaining("mvn package");
    }

    @Test
    void endsWithItsParentAndDeletesTheFolder() throws Exception {
        RegistryServer registry =
                RegistryServer.launch(RegistryServer.installation(), folder.resolve("all"), folder.resolve("all"), 0);

        // What the operating system does when the parent is killed.
        registry.abandon();

        assertThat(registry.awaitEnd()).isTrue();
        assertThat(folder.resolve("all")).doesNotExist();
    }
}
