package io.surprisal.schemas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.schemas.Examples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTopicKeyTest {

    private static final String HASH = Examples.SHA256;

    static List<ModelsTopicKey> keys() {
        return List.of(
                new ModelsTopicKey.Weights(HASH, 0),
                new ModelsTopicKey.Weights(HASH, 9_999),
                new ModelsTopicKey.Weights(HASH, 10_000),
                new ModelsTopicKey.Manifest("default", "2026-01-01.3_a"),
                new ModelsTopicKey.Alias("default", AliasName.CHAMPION),
                new ModelsTopicKey.Alias("default", AliasName.CHALLENGER),
                new ModelsTopicKey.Policy("eu/web-*"),
                new ModelsTopicKey.Route("*"),
                new ModelsTopicKey.Maintenance("2026-w7"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsWhatItWrites(ModelsTopicKey key) {
        String text = key.format();

        assertThat(ModelsTopicKey.parse(text)).isEqualTo(key);
    }

    @Test
    void hasTheFormsThatTheDocumentationStates() {
        assertThat(keys().stream().map(ModelsTopicKey::format))
                .containsExactly(
                        "weights/" + HASH + "/0000",
                        "weights/" + HASH + "/9999",
                        "weights/" + HASH + "/10000",
                        "manifest/default/2026-01-01.3_a",
                        "alias/default/champion",
                        "alias/default/challenger",
                        "policy/eu/web-*",
                        "route/*",
                        "maintenance/2026-w7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                      | key must begin with weights/",
                "model/a                 | key must begin with weights/",
                "manifest/a              | a second slash is missing",
                "manifest//1             | model name must be 1 to 128 letters",
                "manifest/a/             | version must be 1 to 128 letters",
                "manifest/a/b/c          | version must be 1 to 128 letters",
                "manifest/ä/1            | model name must be 1 to 128 letters",
                "alias/a/winner          | alias must be champion or challenger",
                "alias/a/CHAMPION        | alias must be champion or challenger",
                "policy/                 | pattern must be 1 to 1,024 characters",
                "maintenance/a b         | maintenance id must be 1 to 128 letters",
                "weights/abc/0000        | sha256 must be 64 lower-case hexadecimal digits",
            })
    void refusesAnotherFormNamingWhatIsWrong(String key, String message) {
        assertThatThrownBy(() -> ModelsTopicKey.parse(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("'" + key + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "00", "000", "00001", "-001", "+001", "1e3", "0x01", "9999999999", " 001", ""})
    void refusesAnIndexThatIsWrittenInAnotherWay(String index) {
        assertThatThrownBy(() -> ModelsTopicKey.parse("weights/" + HASH + "/" + index))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index must be four digits");
    }

    @Test
    void keepsLineBreaksAndLengthOutOfItsMessages() {
        String key = "policy/" + "\n".repeat(2_000);

        assertThatThrownBy(() -> ModelsTopicKey.parse(key))
                .message()
                .doesNotContain("\n")
                .hasSizeLessThan(300);
    }
}
