package io.surprisal.topology.api;

import io.surprisal.topology.detect.Nodes;
import io.surprisal.topology.http.Answer;
import io.surprisal.topology.http.AppServer;
import io.surprisal.topology.http.HttpTls;
import io.surprisal.topology.settings.DetectorSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other instances of the application, as the group knows them, and what they answer. Each question has a limit in time
 * and says who asks, so that it goes no further. Thread-safe.
 */
final class Instances {

    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final String NO_TYPE = "application/octet-stream";

    /**
     * What another instance says.
     *
     * @param instance its host and port
     * @param answer {@code null} where it did not answer in time
     */
    record Reply(String instance, @Nullable Answer answer) {}

    private final KafkaStreams streams;
    private final @Nullable HostInfo self;
    private final String scheme;
    private final HttpClient client;

    /**
     * The instances of an application.
     *
     * @param self host and port by which the others know this one; {@code null} where they do not
     * @param http how they listen, as this one does
     */
    Instances(KafkaStreams streams, @Nullable HostInfo self, DetectorSettings.Http http) {
        this.streams = streams;
        this.self = self;
        this.scheme = http.scheme();
        this.client = client(http.tls());
    }

    private static HttpClient client(DetectorSettings.Tls tls) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT_LIMIT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        return tls.isOn() ? builder.sslContext(HttpTls.context(tls)).build() : builder.build();
    }

    /** Host and port by which the others know this instance. */
    Optional<String> self() {
        return Optional.ofNullable(self).map(Instances::name);
    }

    static String name(HostInfo host) {
        return (host.host().indexOf(':') < 0 ? host.host() : '[' + host.host() + ']') + ':' + host.port();
    }

    /** All others that can be reached, in a fixed order. */
    List<HostInfo> others() {
        try {
            return streams.metadataForAllStreamsClients().stream()
                    .map(StreamsMetadata::hostInfo)
                    .filter(this::isOther)
                    .distinct()
                    .sorted(Comparator.comparing(HostInfo::host).thenComparing(HostInfo::port))
                    .toList();
        } catch (IllegalStateException notRunning) {
            return List.of();
        }
    }

    /** The other instance that has a series, if its records were put into partitions as Kafka's own producer does. */
    Optional<HostInfo> likelyOwner(String key) {
        try (StringSerializer serializer = new StringSerializer()) {
            KeyQueryMetadata metadata = streams.queryMetadataForKey(Nodes.SERIES_STATE, key, serializer);
            return Optional.ofNullable(metadata)
                    .filter(each -> !each.equals(KeyQueryMetadata.NOT_AVAILABLE))
                    .map(KeyQueryMetadata::activeHost)
                    .filter(this::isOther);
        } catch (IllegalStateException | StreamsException notRunning) {
            return Optional.empty();
        }
    }

    private boolean isOther(HostInfo host) {
        return !host.equals(HostInfo.unavailable()) && !host.equals(self);
    }

    /** Asks these instances at the same time. */
    List<Reply> ask(Collection<HostInfo> instances, String target) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (HostInfo instance : instances) {
            replies.add(ask(instance, target));
        }
        return replies.stream().map(CompletableFuture::join).toList();
    }

    /** Asks one of them. */
    CompletableFuture<Reply> ask(HostInfo instance, String target) {
        String name = name(instance);
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + "://" + name + target))
                .timeout(ANSWER_LIMIT)
                .header(AppServer.FORWARDED, self().orElse("unnamed"))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> new Reply(
                        name,
                        Answer.of(
                                response.statusCode(),
                                response.headers().firstValue("Content-Type").orElse(NO_TYPE),
                                response.body())))
                .exceptionally(failure -> {
                    LOG.debug("Instance {} does not answer: {}", name, failure.toString());
                    return new Reply(name, null);
                });
    }
}
