package io.surprisal.topology.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.surprisal.schemas.TopicRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorSettingsTest {

    @Test
    void needsNothingButTheFeatures() {
        DetectorSettings settings = DetectorSettings.of(Map.of("features", "cpu, mem.used"));

        assertThat(settings.input().featureNames()).containsExactly("cpu", "mem.used");
        assertThat(settings.topics().name(TopicRole.OBSERVATIONS)).isEqualTo("observations");
        assertThat(settings.input().repartitions()).isFalse();
        assertThat(settings.engine().commitIntervalMs()).isEqualTo(200);
        assertThat(settings.engine().guarantee()).isEqualTo(ProcessingGuarantee.EXACTLY_ONCE_V2);
        assertThat(settings.writesScores()).isFalse();
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void theEnvironmentWinsOverTheFileAndTheCommandLineOverBoth(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("detector.properties"),
                "features = cpu\ntopic.observations = from-file\ntopic.anomalies = from-file-too\nthreads=3\n");

        DetectorSettings settings = DetectorSettings.load(
                Optional.of(file),
                Map.of("SURPRISAL_TOPIC_OBSERVATIONS", "from-environment", "SURPRISAL_THREADS", "2", "PATH", "/bin"),
                Map.of("threads", "4"));

        assertThat(settings.topics().name(TopicRole.OBSERVATIONS)).isEqualTo("from-environment");
        assertThat(settings.topics().name(TopicRole.ANOMALIES)).isEqualTo("from-file-too");
        assertThat(settings.engine().threads()).isEqualTo(4);
    }

    @Test
    void takesSecretsFromFilesAndFromTheEnvironment(@TempDir Path folder) throws IOException {
        Path secrets =
                Files.writeString(folder.resolve("secrets.properties"), "jaas = login required password=\"p1\";\n");
        Files.writeString(folder.resolve("token"), "p2\n");

        DetectorSettings settings = DetectorSettings.load(
                Optional.empty(),
                Map.of("REGISTRY_USER", "me:p3"),
                Map.of(
                        "features",
                        "cpu",
                        "kafka.sasl.jaas.config",
                        "${file:" + secrets + ":jaas}",
                        "streams.some.token",
                        "Bearer ${directory:" + folder + ":token}",
                        "schema.registry.basic.auth.user.info",
                        "${env:REGISTRY_USER}"));

        assertThat(settings.engine().clients()).containsEntry("sasl.jaas.config", "login required password=\"p1\";");
        assertThat(settings.engine().streams()).containsEntry("some.token", "Bearer p2");
        assertThat(settings.toString()).doesNotContain("p1", "p2", "p3");
    }

    @Test
    void readsHowHttpIsSecured(@TempDir Path folder) throws IOException {
        Path keys = Files.writeString(folder.resolve("keys.pem"), "");
        Path token = Files.writeString(folder.resolve("token"), "0123456789abcdef\n");

        DetectorSettings settings = DetectorSettings.of(Map.of(
                "features",
                "cpu",
                "http.tls.keystore",
                keys.toString(),
                "http.tls.password",
                "p4",
                "http.token",
                "${directory:" + token.getParent() + ":token}"));

        assertThat(settings.http().scheme()).isEqualTo("https");
        assertThat(settings.http().token()).isEqualTo("0123456789abcdef");
        assertThat(settings.toString()).doesNotContain("p4", "0123456789abcdef");
    }

    @Test
    void saysWhatIsWrongWithHttpWithoutTheToken() {
        assertThatThrownBy(() -> DetectorSettings.of(Map.of(
                        "features", "cpu",
                        "http.tls.truststore", "/none.pem",
                        "http.token", "short-token")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("http.tls.truststore: \"/none.pem\" is no file that can be read")
                .hasMessageContaining("http.tls.truststore: needs http.tls.keystore")
                .hasMessageContaining("http.token: must be 16 to 512 of the characters")
                .hasMessageNotContaining("short-token");
    }

    @Test
    void saysWhichReferenceLeadsNowhere(@TempDir Path folder) {
        assertThatThrownBy(() -> DetectorSettings.of(Map.of(
                        "features", "cpu",
                        "kafka.sasl.jaas.config", "${env:NOT_SET}",
                        "kafka.ssl.key.password", "${file:" + folder + "/none:key}")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("kafka.sasl.jaas.config: there is nothing at ${env:NOT_SET}")
                .hasMessageContaining("kafka.ssl.key.password: ${file:" + folder + "/none:key}");
    }

    @Test
    void namesAllFaultsAtOnceEachWithItsOrigin(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("detector.properties"), "input.format = xml\ninput.formt = cpu\nhttp.port = 99999\n");

        ConfigurationException thrown = catchThrowableOfType(
                ConfigurationException.class,
                () -> DetectorSettings.load(
                        Optional.of(file),
                        Map.of("SURPRISAL_THREADS", "many"),
                        Map.of("event.time.max.ahead", "soon", "series.key", "host..name")));

        assertThat(thrown.faults())
                .containsExactlyInAnyOrder(
                        file + ": unknown key input.formt; did you mean input.format?",
                        "features: is empty, but required: path | name=path, …",
                        file + ": input.format: \"xml\" is not one of avro, json",
                        file + ": http.port: \"99999\" is not a whole number from 0 to 65535",
                        "SURPRISAL_THREADS: threads: \"many\" is not a whole number from 1 to 256",
                        "command line: event.time.max.ahead: \"soon\" is not a duration such as 500ms, 30s, 5m, 1h or 7d",
                        "command line: series.key: \"host..name\" is not a path: a name expected at character 6");
    }

    @Test
    void refusesAFileThatIsNotThere(@TempDir Path folder) {
        Path file = folder.resolve("none.properties");

        assertThatThrownBy(() -> DetectorSettings.load(Optional.of(file), Map.of(), Map.of("features", "cpu")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file + ": cannot be read");
    }

    @Test
    void givesFeaturesNamesAndTransforms() {
        DetectorSettings settings = DetectorSettings.of(Map.of(
                "features", "up=readings[0].up, requests, host.\"cpu.user\"",
                "transforms", "requests=rate, up=log1p",
                "covariates", "day.kind"));

        assertThat(settings.input().features())
                .containsExactly(
                        new Feature("up", FieldPath.parse("readings[0].up"), Transform.LOG1P),
                        new Feature("requests", FieldPath.parse("requests"), Transform.RATE),
                        new Feature("host.\"cpu.user\"", FieldPath.parse("host.\"cpu.user\""), Transform.NONE));
        assertThat(settings.input().remembersReadings()).isTrue();
        assertThat(settings.input().covariateNames()).containsExactly("day.kind");
    }

    @Test
    void refusesFeaturesThatContradictEachOther() {
        assertThatThrownBy(() -> DetectorSettings.of(Map.of(
                        "features", "cpu, cpu, mem", "covariates", "mem", "transforms", "disk=rate, cpu=square")))
                .hasMessageContaining("features: cpu is named twice")
                .hasMessageContaining("covariates: mem is a feature already")
                .hasMessageContaining("transforms: \"disk\" is none of the features")
                .hasMessageContaining("transforms: \"square\" is not one of none, rate, log1p");
    }

    @Test
    void refusesOneTopicForTwoUses() {
        assertThatThrownBy(() -> DetectorSettings.of(Map.of("features", "cpu", "topic.scores", "anomalies")))
                .hasMessageContaining(
                        "topic.scores must give each topic its own name: anomalies is also topic.anomalies");
    }

    @Test
    void refusesOAuthToTheRegistryInPlainWords() {
        assertThatThrownBy(() -> DetectorSettings.of(
                        Map.of("features", "cpu", "schema.registry.bearer.auth.credentials.source", "OAUTHBEARER")))
                .hasMessageContaining("this client does not do OAuth");
    }

    @Test
    void passesOnWhatItDoesNotKnowBelowItsPrefixes() {
        DetectorSettings settings = DetectorSettings.load(
                Optional.empty(),
                Map.of("SURPRISAL_KAFKA_SECURITY_PROTOCOL", "SSL"),
                Map.of(
                        "features", "cpu",
                        "streams.num.standby.replicas", "1",
                        "schema.registry.basic.auth.user.info", "me:secret",
                        "schema.registry.url", "https://registry:8081"));

        assertThat(settings.engine().clients()).containsEntry("security.protocol", "SSL");
        assertThat(settings.engine().streams()).containsEntry("num.standby.replicas", "1");
        assertThat(settings.registry().url()).isEqualTo("https://registry:8081");
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void readsDurationsAsPeopleWriteThem() {
        DetectorSettings settings = DetectorSettings.of(
                Map.of("features", "cpu", "event.time.max.ahead", "90m", "shutdown.timeout", "PT5S"));

        assertThat(settings.input().maxAhead()).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings.shutdown().timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void listsEveryKeyInTheReference() {
        assertThat(Setting.reference().lines().filter(line -> line.startsWith("| `")))
                .hasSize(Setting.values().length);
        assertThat(Setting.reference()).contains("| `features`<br>`SURPRISAL_FEATURES` | *required* |");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"http://host", "host:", "host:0", "host:65536", "::1", "[::1", "two words", "host:80:80"})
    void refusesToBeAdvertisedAsWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> DetectorSettings.of(Map.of("features", "cpu", "http.advertised", address)))
                .hasMessageContaining("http.advertised: \"" + address + "\" is not a host, nor host:port");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"host, host:8080", "host:9, host:9", "[::1], [::1]:8080", "[::1]:9, [::1]:9", "10.0.0.1, 10.0.0.1:8080"
    })
    void isAdvertisedWithThePortThatItHas(String address, String endpoint) {
        DetectorSettings settings = DetectorSettings.of(Map.of("features", "cpu", "http.advertised", address));

        assertThat(settings.http().endpoint(8080)).contains(endpoint);
    }
}
