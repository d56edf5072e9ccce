package io.surprisal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelIdentityTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void keepsItsParts() {
        ModelIdentity identity = new ModelIdentity("default", "2026.01-a_1", HASH, Optional.of(HASH));

        assertThat(identity.version()).isEqualTo("2026.01-a_1");
        assertThat(identity.parentSha256()).contains(HASH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "ä"})
    void refusesANameThatCouldNotStandInAKeyNamingIt(String name) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> new ModelIdentity(name, "1", HASH, Optional.empty()))
                .withMessage("model name must be 1 to 128 letters, digits, dots, dashes and underscores: name=" + name);
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> new ModelIdentity("m", name, HASH, Optional.empty()))
                .withMessageStartingWith("model version must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123", "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"})
    void refusesWhatIsNoHashNamingIt(String hash) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> new ModelIdentity("m", "1", hash, Optional.empty()))
                .withMessage("model sha256 must be 64 lower-case hexadecimal digits: sha256=" + hash);
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> new ModelIdentity("m", "1", HASH, Optional.of(hash)))
                .withMessage("model parentSha256 must be 64 lower-case hexadecimal digits: parentSha256=" + hash);
    }
}
