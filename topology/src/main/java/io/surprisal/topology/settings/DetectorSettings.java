package io.surprisal.topology.settings;

import io.surprisal.schemas.RegistrySettings;
import io.surprisal.schemas.TopicSettings;
import io.surprisal.schemas.models.signature.SignatureRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything an operator has set, checked. {@link Setting} says what each key means.
 *
 * @param registry the schema registry
 * @param registersSchemas whether a schema that it lacks is registered at its first use
 * @param topics the topics' names and forms
 * @param input how observations are read
 * @param model which model scores
 * @param writesScores whether every score is written, not only alerts
 * @param runsChallengers whether a challenger judges beside the champion
 * @param writesEvidence whether each alert comes with what it was computed from
 * @param incidents what makes alerts an incident
 * @param stateTtl after how long without observations a series is forgotten; zero: never
 * @param historyRetention how long rows are kept to be looked at; zero: none are
 * @param engine how Kafka Streams runs
 * @param http where the HTTP server listens
 * @param shutdown how the application stops
 */
public record DetectorSettings(
        RegistrySettings registry,
        boolean registersSchemas,
        TopicSettings topics,
        Input input,
        Model model,
        boolean writesScores,
        boolean runsChallengers,
        boolean writesEvidence,
        Incidents incidents,
        Duration stateTtl,
        Duration historyRetention,
        Engine engine,
        Http http,
        Shutdown shutdown) {

    /** Whether series are ever forgotten. */
    public boolean forgetsSeries() {
        return !stateTtl.isZero();
    }

    /** Whether rows are kept to be looked at. */
    public boolean keepsHistory() {
        return !historyRetention.isZero();
    }

    /**
     * How observations are read.
     *
     * @param format how values are written
     * @param keyFormat how record keys are written
     * @param seriesKey where the series key is
     * @param partitionedByKey whether a series key in the value needs no repartitioning
     * @param eventTime where the event time is
     * @param eventTimeFormat how a field with the event time is read
     * @param maxAhead how far beyond its Kafka timestamp a record's event time may be
     * @param features what is scored, in order, at least one
     * @param covariates what the network reads besides, in order
     */
    public record Input(
            InputFormat format,
            KeyFormat keyFormat,
            Origin seriesKey,
            boolean partitionedByKey,
            Origin eventTime,
            EventTimeFormat eventTimeFormat,
            Duration maxAhead,
            List<Feature> features,
            List<Feature> covariates) {

        /** Whether records must travel through the repartition topic first. */
        public boolean repartitions() {
            return seriesKey.isField() && !partitionedByKey;
        }

        /** Whether any feature is a growth rate, so that its last reading is remembered. */
        public boolean remembersReadings() {
            return features.stream().anyMatch(feature -> feature.transform() == Transform.RATE);
        }

        /** The features' names, in order. */
        public List<String> featureNames() {
            return features.stream().map(Feature::name).toList();
        }

        /** The covariates' names, in order. */
        public List<String> covariateNames() {
            return covariates.stream().map(Feature::name).toList();
        }
    }

    /**
     * Which model scores.
     *
     * @param name whose alias is followed
     * @param fallback what scores where the topic names no version
     * @param patience how long an event waits for a version already used on its series
     * @param signatures whose signature versions of the topic need
     */
    public record Model(String name, ModelFallback fallback, Duration patience, SignatureRule signatures) {}

    /**
     * How Kafka Streams runs.
     *
     * @param bootstrapServers the brokers to start from
     * @param applicationId names the group, the transactions and the internal topics
     * @param guarantee whether everything commits together
     * @param commitIntervalMs milliseconds between commits
     * @param threads stream threads
     * @param stateDir the folder of the stores
     * @param recordCacheMb megabytes of states held on the heap
     * @param rocksDbMemoryMb megabytes that all RocksDB stores share off the heap
     * @param clients further properties of every Kafka client
     * @param streams further properties of Kafka Streams; they win over ours
     */
    public record Engine(
            String bootstrapServers,
            String applicationId,
            ProcessingGuarantee guarantee,
            long commitIntervalMs,
            int threads,
            Path stateDir,
            int recordCacheMb,
            int rocksDbMemoryMb,
            Map<String, String> clients,
            Map<String, String> streams) {

        /** Without values that may be secrets. */
        @Override
        public String toString() {
            return "Engine[bootstrapServers=" + bootstrapServers + ", applicationId=" + applicationId + ", guarantee="
                    + guarantee + ", threads=" + threads + ", stateDir=" + stateDir + ", clients=" + clients.keySet()
                    + ", streams=" + streams.keySet() + ']';
        }
    }

    /**
     * Where the HTTP server listens.
     *
     * @param host the address
     * @param port the port; 0 takes a free one
     * @param advertised host, or host and port, by which other instances reach it; empty for none
     * @param keptAnomalies how many of the newest alerts it tells of
     * @param tls its certificate
     * @param token that writes need; empty: there are none
     */
    public record Http(String host, int port, String advertised, int keptAnomalies, Tls tls, String token) {

        /** A server that nobody is told of, in the clear, which only reads. */
        public Http(String host, int port) {
            this(host, port, "", 0, Tls.NONE, "");
        }

        /** How a URL of it begins, before the host. */
        public String scheme() {
            return tls.isOn() ? "https" : "http";
        }

        /** Without its secrets. */
        @Override
        public String toString() {
            return "Http[" + scheme() + "://" + host + ':' + port + ", advertised=" + advertised + ", keptAnomalies="
                    + keptAnomalies + ", " + (token.isEmpty() ? "without" : "with") + " token]";
        }

        /**
         * Host and port by which other instances reach the server.
         *
         * @param listening the port that it has
         */
        public Optional<String> endpoint(int listening) {
            if (advertised.isEmpty()) {
                return Optional.empty();
            }
            boolean hasPort = advertised.indexOf(':', advertised.indexOf(']') + 1) >= 0;
            return Optional.of(hasPort ? advertised : advertised + ':' + listening);
        }
    }

    /**
     * What the HTTP server shows who it is by.
     *
     * @param keystore certificate and private key, PEM, PKCS12 or JKS; empty: no TLS
     * @param truststore whose certificates are good for other instances; empty: Java's own
     * @param password of both; empty for none
     */
    public record Tls(String keystore, String truststore, String password) {

        /** In the clear. */
        public static final Tls NONE = new Tls("", "", "");

        /** Whether there is a certificate. */
        public boolean isOn() {
            return !keystore.isEmpty();
        }

        /** Without its secret. */
        @Override
        public String toString() {
            return "Tls[keystore=" + keystore + ", truststore=" + truststore + ']';
        }
    }

    /**
     * What makes alerts an incident.
     *
     * @param enabled whether incidents are written at all
     * @param openRows so many rows above the threshold open one
     * @param openWindow within so many rows of the series, at least openRows
     * @param closeRows so many rows without anomaly close it; the model's refractory period where that is longer
     * @param closeAfter the event time that must have passed since the last anomaly as well
     * @param silenceFactor usual gaps after which a silent series is an incident; 0: never
     * @param kept closed ones that the API has
     */
    public record Incidents(
            boolean enabled,
            int openRows,
            int openWindow,
            int closeRows,
            Duration closeAfter,
            double silenceFactor,
            int kept) {

        /** Whether silent series are looked for. */
        public boolean findsSilence() {
            return enabled && silenceFactor > 0;
        }
    }

    /**
     * How the application stops.
     *
     * @param timeout how long it may take
     * @param leaveGroup whether its partitions are given away at once
     */
    public record Shutdown(Duration timeout, boolean leaveGroup) {}

    /**
     * Reads the settings; of the three sources the later wins.
     *
     * @param file a properties file, if there is one
     * @param environment variables, of which those that begin with {@code SURPRISAL_} count
     * @param overrides keys and values given by hand
     * @throws ConfigurationException naming everything that is wrong
     */
    public static DetectorSettings load(
            Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
        Faults faults = new Faults();
        SettingSources sources = new SettingSources(faults);
        file.ifPresent(sources::addFile);
        sources.addEnvironment(environment);
        sources.addOverrides(overrides);
        sources.resolve(environment);
        return new SettingsParser(sources, faults).parse();
    }

    /** Reads the settings from keys and values alone. */
    public static DetectorSettings of(Map<String, String> values) {
        return load(Optional.empty(), Map.of(), values);
    }
}
