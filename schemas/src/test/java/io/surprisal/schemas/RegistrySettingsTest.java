package io.surprisal.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {

    @Test
    void choosesWhatConcernsTheRegistry() {
        RegistrySettings settings = RegistrySettings.of(Map.of(
                "schema.registry.url", "http://a:8081,https://b:8081",
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "me:secret",
                "bootstrap.servers", "kafka:9092",
                "features", "cpu"));

        assertThat(settings.serdeSettings())
                .containsEntry("schema.registry.url", "http://a:8081,https://b:8081")
                .containsEntry("basic.auth.user.info", "me:secret")
                .doesNotContainKeys("bootstrap.servers", "features");
    }

    @Test
    void registersNoSchemaUnlessTold() {
        RegistrySettings settings = RegistrySettings.at("http://a:8081");

        assertThat(settings.serdeSettings()).containsEntry("auto.register.schemas", "false");
        assertThat(settings.registering().serdeSettings()).containsEntry("auto.register.schemas", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OAUTHBEARER", "SASL_OAUTHBEARER_INHERIT"})
    void refusesOAuthAtOnceAndSaysWhatWorks(String source) {
        for (String prefix : List.of("", "schema.registry.")) {
            Map<String, String> settings =
                    Map.of("schema.registry.url", "http://a:8081", prefix + "bearer.auth.credentials.source", source);

            assertThatThrownBy(() -> RegistrySettings.of(settings))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(prefix + "bearer.auth.credentials.source=" + source
                            + ": this client does not do OAuth to the schema registry; use STATIC_TOKEN with"
                            + " bearer.auth.token, or basic.auth.credentials.source=USER_INFO");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:8081", "ftp://a", "http://", "http://a:8081,,http://b"})
    void refusesWhatIsNoUrlNamingIt(String url) {
        assertThatThrownBy(() -> RegistrySettings.at(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schema.registry.url must be http://HOST:PORT or https://HOST:PORT")
                .hasMessageEndingWith(url.isEmpty() ? "not set" : url);
    }

    @Test
    void keepsAPasswordInTheUrlToItself() {
        RegistrySettings settings = RegistrySettings.at("http://me:secret@a:8081/path,http://b:8081");

        assertThat(settings.url()).isEqualTo("http://***@a:8081/path,http://b:8081");
        assertThatThrownBy(() -> RegistrySettings.at("me//me:secret@a"))
                .message()
                .doesNotContain("secret");
    }

    @Test
    void reportsAllFaultsTogether() {
        List<String> faults = new ArrayList<>();

        RegistrySettings.from(Map.of("bearer.auth.credentials.source", "OAUTHBEARER"), faults);

        assertThat(faults).hasSize(2);
    }
}
