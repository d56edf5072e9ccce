package io.surprisal.topology.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.settings.DetectorSettings.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTlsTest {

    private static final String PASSWORD = "marker-of-the-keys";

    @TempDir
    private static Path folder;

    private static String pkcs12 = "";
    private static String pem = "";
    private static String trusted = "";

    @BeforeAll
    static void makeKeys() throws Exception {
        Path store = folder.resolve("keys.p12");
        keytool(store);
        Key key;
        Certificate certificate;
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            key = Objects.requireNonNull(keys.getKey("server", PASSWORD.toCharArray()));
            certificate = Objects.requireNonNull(keys.getCertificate("server"));
        }
        pkcs12 = store.toString();
        trusted = write("trusted.pem", text("CERTIFICATE", certificate.getEncoded()));
        pem = write("keys.pem", text("PRIVATE KEY", key.getEncoded()) + text("CERTIFICATE", certificate.getEncoded()));
    }

    @Test
    void speaksTlsByAPkcs12File() throws Exception {
        assertThat(health(new Tls(pkcs12, "", PASSWORD)).statusCode()).isEqualTo(200);
    }

    @Test
    void speaksTlsByAPemFile() throws Exception {
        HttpResponse<String> answer = health(new Tls(pem, trusted, ""));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void isNotTrustedByWhoeverDoesNotKnowItsCertificate() throws Exception {
        try (AppServer server = AppServer.start(http(new Tls(pem, "", "")), new NoView())) {
            HttpRequest request = HttpRequest.newBuilder(uri(server)).build();

            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void saysWhichFileCannotBeUsedButNotThePassword() {
        assertThatThrownBy(() -> HttpTls.context(new Tls(pkcs12, "", "another-password")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("http.tls.*: there is no certificate with its key in " + pkcs12)
                .hasMessageNotContaining("another-password");
        assertThatThrownBy(() -> HttpTls.context(new Tls(trusted, "", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(trusted);
    }

    @Test
    void keepsSecretsOutOfItsText() {
        DetectorSettings.Http settings =
                new DetectorSettings.Http("h", 1, "", 0, new Tls(pkcs12, "", PASSWORD), "token-of-the-test-1");

        assertThat(settings.toString())
                .startsWith("Http[https://h:1,")
                .contains("with token")
                .doesNotContain(PASSWORD)
                .doesNotContain("token-of-the-test-1");
        assertThat(settings.tls().toString()).doesNotContain(PASSWORD);
    }

    /** Asked by one that trusts as another instance would. */
    private static HttpResponse<String> health(Tls tls) throws IOException, InterruptedException {
        try (AppServer server = AppServer.start(http(tls), new NoView())) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(HttpTls.context(new Tls(pem, trusted, "")))
                    .build();
            return client.send(HttpRequest.newBuilder(uri(server)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static DetectorSettings.Http http(Tls tls) {
        return new DetectorSettings.Http("127.0.0.1", 0, "", 0, tls, "");
    }

    private static URI uri(AppServer server) {
        return URI.create("https://127.0.0.1:" + server.address().getPort() + "/health/ready");
    }

    private static String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String text(String what, byte[] bytes) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    private static void keytool(Path store) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(List.of(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=detector",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
