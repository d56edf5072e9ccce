package io.surprisal.deploy.endurance;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.surprisal.deploy.broker.EmbeddedBroker;
import io.surprisal.deploy.broker.LoopbackPorts;
import io.surprisal.deploy.broker.NewTopics;
import io.surprisal.deploy.registry.RegistryServer;
import io.surprisal.schemas.RegistrySerdes;
import io.surprisal.schemas.Topic;
import io.surprisal.schemas.Topics;
import io.surprisal.schemas.setup.TopicSetup;
import io.surprisal.topology.settings.DetectorSettings;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A broker that asks everybody who they are and what they may do, and a registry behind TLS that asks for a certificate. The
 * broker's listener without TLS is for its own administrator.
 */
final class SecuredSite implements AutoCloseable {

    static final String USER = "detector";
    static final String TOKEN = "marker-of-the-http-token";
    static final String PASSWORD = "marker-of-the-user";
    private static final int SCRAM_ITERATIONS = 4096;

    /** How clients prove who they are. */
    enum Proof {
        /** A password, by SCRAM over TLS. */
        PASSWORD,
        /** Their certificate. */
        CERTIFICATE;

        /** The name that the broker knows them by. */
        String principal() {
            return this == PASSWORD ? "User:" + USER : "User:CN=detector";
        }
    }

    private final Certificates certificates;
    private final Path folder;
    private final int adminPort = LoopbackPorts.free();
    private final int scramPort = LoopbackPorts.free();
    private final int tlsPort = LoopbackPorts.free();
    private final EmbeddedBroker broker;
    private final RegistryServer registry;
    private final TcpProxy tls;

    SecuredSite(Path folder) throws Exception {
        this.folder = folder;
        Files.createDirectories(folder);
        certificates = new Certificates(folder);
        registry = RegistryServer.launch(
                RegistryServer.installation(), folder.resolve("registry"), folder.resolve("registry"), 0);
        broker = EmbeddedBroker.start(folder.resolve("broker"), adminPort, brokerSettings());
        SSLServerSocket socket = (SSLServerSocket) certificates
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        tls = new TcpProxy(socket, URI.create(registry.url()).getPort(), 0);
        registry.awaitReady();
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS), PASSWORD)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private Map<String, String> brokerSettings() {
        Map<String, String> settings = new HashMap<>(certificates.settings("server"));
        String listeners = "PLAINTEXT://127.0.0.1:" + adminPort + ",SCRAM://127.0.0.1:" + scramPort
                + ",MTLS://127.0.0.1:" + tlsPort;
        settings.put("listeners", listeners);
        settings.put("advertised.listeners", listeners);
        settings.put(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SCRAM:SASL_SSL,MTLS:SSL");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.mtls.ssl.client.auth", "required");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS");
        return settings;
    }

    /** The administrator's client. */
    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + adminPort));
    }

    String adminServers() {
        return "127.0.0.1:" + adminPort;
    }

    /** Creates the topics of a pipeline, as the administrator. */
    Topics setUp(Map<String, String> settings) throws Exception {
        Map<String, String> own = new HashMap<>(settings);
        own.keySet().removeIf(key -> key.startsWith("kafka."));
        own.put("bootstrap.servers", adminServers());
        DetectorSettings all = DetectorSettings.of(own);
        Topics topics = Topics.of(all.topics(), new RegistrySerdes(all.registry()));
        try (Admin admin = admin();
                SchemaRegistryClient client = all.registry().client()) {
            TopicSetup.at(admin, adminServers(), client, all.registry(), all.topics())
                    .run(topics.all(), TopicSetup.Mode.APPLY);
            NewTopics.await(admin, topics.all().stream().map(Topic::name).toList());
        }
        return topics;
    }

    void allow(List<AclBinding> rights) throws Exception {
        try (Admin admin = admin()) {
            admin.createAcls(rights).all().get(30, TimeUnit.SECONDS);
        }
    }

    /** Takes rights back. */
    void revoke(List<AclBinding> rights) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteAcls(rights.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    /** TLS as those have it who trust the detector's certificate. */
    SSLContext trustingDetectors() throws Exception {
        return certificates.serverContext();
    }

    /** The settings of a detector that proves who it is. */
    Map<String, String> settings(String name, Proof proof) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", "127.0.0.1:" + (proof == Proof.PASSWORD ? scramPort : tlsPort));
        settings.put(
                "schema.registry.url",
                "https://127.0.0.1:" + tls.port() + URI.create(registry.url()).getPath());
        settings.put("application.id", name);
        settings.put("topic.prefix", name + ".");
        settings.put("topic.partitions", "1");
        settings.put("features", "value=values.value");
        settings.put("scores.enabled", "true");
        settings.put("state.dir", folder.resolve("state-" + name).toString());
        settings.put("http.port", "0");
        settings.put("streams.consumer.session.timeout.ms", "6000");
        certificates.settings("client").forEach((key, value) -> {
            settings.put("kafka." + key, value);
            settings.put("schema.registry." + key, value);
        });
        settings.put("http.tls.keystore", certificates.keyStore("client").toString());
        settings.put("http.tls.password", Certificates.PASSWORD);
        settings.put("http.token", TOKEN);
        settings.put("kafka.security.protocol", proof == Proof.PASSWORD ? "SASL_SSL" : "SSL");
        if (proof == Proof.PASSWORD) {
            // Only the server shows a certificate there.
            settings.keySet().removeIf(key -> key.startsWith("kafka.ssl.key"));
            settings.put("kafka.sasl.mechanism", "SCRAM-SHA-512");
            Path secrets = Files.writeString(
                    folder.resolve("secrets.properties"),
                    "jaas=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER
                            + "\" password=\"" + PASSWORD + "\";\n");
            settings.put("kafka.sasl.jaas.config", "${file:" + secrets + ":jaas}");
        }
        return settings;
    }

    @Override
    public void close() {
        tls.close();
        broker.close();
        registry.close();
    }
}
