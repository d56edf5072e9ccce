package io.surprisal.topology.http;

import io.surprisal.topology.settings.DetectorSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** TLS of the HTTP server and of the questions to other instances, from files that Kafka's clients read too. */
public final class HttpTls {

    private static final String PEM = "PEM";
    private static final String PEM_MARK = "-----BEGIN";
    /** Comments may stand above the first mark. */
    private static final int PEM_SEARCH = 16 << 10;

    private HttpTls() {}

    /**
     * Certificate, key and whom to trust.
     *
     * @param tls must be on
     * @throws IllegalArgumentException naming the file that cannot be used
     */
    public static SSLContext context(DetectorSettings.Tls tls) {
        Map<String, Object> settings = new HashMap<>();
        boolean pem = isPem(tls.keystore());
        settings.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, tls.keystore());
        settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, pem ? PEM : "PKCS12");
        if (!tls.password().isEmpty()) {
            settings.put(
                    pem ? SslConfigs.SSL_KEY_PASSWORD_CONFIG : SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
                    new Password(tls.password()));
        }
        if (!tls.truststore().isEmpty()) {
            boolean pemTrust = isPem(tls.truststore());
            settings.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, tls.truststore());
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, pemTrust ? PEM : "PKCS12");
            if (!pemTrust && !tls.password().isEmpty()) {
                settings.put(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, new Password(tls.password()));
            }
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(new ConfigDef().withClientSslSupport().parse(settings));
            return factory.sslContext();
        } catch (KafkaException unusable) {
            throw new IllegalArgumentException(
                    "http.tls.*: there is no certificate with its key in " + tls.keystore() + ": " + causes(unusable),
                    unusable);
        }
    }

    static SslContextFactory.Server server(DetectorSettings.Tls tls) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(context(tls));
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        return factory;
    }

    private static boolean isPem(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            String beginning = new String(in.readNBytes(PEM_SEARCH), StandardCharsets.ISO_8859_1);
            return beginning.contains(PEM_MARK);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("http.tls.*: " + file + " cannot be read: " + unreadable, unreadable);
        }
    }

    private static String causes(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last == failure ? String.valueOf(failure.getMessage()) : failure.getMessage() + ": " + last.getMessage();
    }
}
