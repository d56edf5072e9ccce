package io.surprisal.topology.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every key an operator can set, with its default, its unit or kind and its meaning: the one place where these stand. The
 * tables of docs/CONFIGURATION.md and of the README are printed from here.
 */
public enum Setting {
    BOOTSTRAP_SERVERS("bootstrap.servers", "localhost:9092", "host:port, …", "The Kafka brokers to start from."),
    APPLICATION_ID(
            "application.id",
            "surprisal",
            "name",
            "Names the consumer group, the transactions and the internal topics; instances that share it share the work."),
    SCHEMA_REGISTRY_URL(
            "schema.registry.url",
            "http://localhost:8081",
            "URL, …",
            "The schema registry. Other schema.registry.* keys reach its client, such as"
                    + " schema.registry.basic.auth.user.info and schema.registry.ssl.truststore.location."),
    AUTO_REGISTER_SCHEMAS(
            "auto.register.schemas",
            "false",
            "true | false",
            "Whether a schema that the registry lacks is registered at its first use; else 'surprisal setup' does it."),

    TOPIC_PREFIX("topic.prefix", "", "text", "Goes before the default name of every topic."),
    TOPIC_OBSERVATIONS("topic.observations", "observations", "topic", "Where observations are read."),
    TOPIC_ANOMALIES("topic.anomalies", "anomalies", "topic", "Where alerts are written."),
    TOPIC_SCORES("topic.scores", "scores", "topic", "Where every score is written, if scores.enabled."),
    TOPIC_SHADOW_SCORES(
            "topic.shadow-scores",
            "shadow-scores",
            "topic",
            "Where the scores of champion and challenger are written, if shadow.enabled and there is a challenger."),
    TOPIC_ALERT_EVIDENCE(
            "topic.alert-evidence",
            "alert-evidence",
            "topic",
            "Where it is written what an alert was computed from, if evidence.enabled."),
    TOPIC_INCIDENTS(
            "topic.incidents", "incidents", "topic", "Where incidents are written, if incidents.enabled; compacted."),
    TOPIC_FEEDBACK(
            "topic.feedback",
            "feedback",
            "topic",
            "Where it is read what people say of incidents, if incidents.enabled; one partition."),
    TOPIC_DEAD_LETTERS(
            "topic.dead-letters", "dead-letters", "topic", "Where records are written that cannot be read or judged."),
    TOPIC_MODELS(
            "topic.models", "models", "topic", "Where weights and their aliases are read; compacted, one partition."),
    TOPIC_PARTITIONS(
            "topic.partitions",
            "6",
            "count",
            "Partitions of the observations, anomalies and scores that setup creates."),
    TOPIC_REPLICATION_FACTOR(
            "topic.replication.factor",
            "-1",
            "count",
            "Replicas of every topic that setup creates; -1: the broker's default."),
    SCORES_ENABLED("scores.enabled", "false", "true | false", "Whether every score is written, not only alerts."),
    SHADOW_ENABLED(
            "shadow.enabled",
            "true",
            "true | false",
            "Whether a challenger that the models topic names judges beside the champion, raising nothing."),
    EVIDENCE_ENABLED(
            "evidence.enabled",
            "true",
            "true | false",
            "Whether each alert comes with what it was computed from, about the size of a series' state."),

    INCIDENTS_ENABLED(
            "incidents.enabled",
            "true",
            "true | false",
            "Whether alerts that belong together are written as incidents that open and close (docs/INCIDENTS.md)."),
    INCIDENTS_OPEN_ROWS(
            "incidents.open.rows",
            "1",
            "count",
            "So many rows above the threshold open an incident; 1: each alert that belongs to none does."),
    INCIDENTS_OPEN_WINDOW("incidents.open.window", "10", "rows", "Within so many rows of the series they must come."),
    INCIDENTS_CLOSE_ROWS(
            "incidents.close.rows",
            "0",
            "rows",
            "After so many rows without anomaly an incident closes; never before the model's refractory period, which 0 means."),
    INCIDENTS_CLOSE_AFTER(
            "incidents.close.after",
            "0s",
            "duration",
            "The event time that must have passed since the last anomaly as well."),
    INCIDENTS_SILENCE_FACTOR(
            "incidents.silence.factor",
            "10",
            "number",
            "A series that is silent for so many of its usual gaps is an incident; 0: none is."),

    INPUT_FORMAT("input.format", "avro", "avro | json", "How the values of the input topic are written."),
    INPUT_KEY_FORMAT(
            "input.key.format",
            "string",
            "string | long | avro | bytes-hex",
            "How a record's key becomes the series key, where series.key = record."),
    SERIES_KEY("series.key", "record", "record | path", "The series key: the record's key, or a field of its value."),
    INPUT_PARTITIONED_BY_KEY(
            "input.partitioned.by.key",
            "false",
            "true | false",
            "Asserts that all records with one value of the series.key path are in one partition already, which saves"
                    + " the repartition topic."),
    EVENT_TIME(
            "event.time",
            "record",
            "record | path",
            "The event time: the record's timestamp, or a field of its value."),
    EVENT_TIME_FORMAT(
            "event.time.format",
            "auto",
            "auto | millis | seconds | iso",
            "How that field is read. auto: ISO-8601 text, or a number, from 1e11 on in milliseconds, else in seconds."),
    EVENT_TIME_MAX_AHEAD(
            "event.time.max.ahead",
            "1h",
            "duration",
            "An event time further than this beyond the record's own Kafka timestamp makes it a dead letter."),
    FEATURES(
            "features",
            "",
            "path | name=path, …",
            "The numbers that are scored, as paths into the value: cpu, mem.used, up=readings[0].up"),
    TRANSFORMS(
            "transforms",
            "",
            "feature=none | rate | log1p, …",
            "What happens to a feature first: rate for counters (growth per second), log1p for heavy tails."),
    COVARIATES(
            "covariates",
            "",
            "path | name=path, …",
            "Numbers that the network reads but that are never scored; the model must have been trained with them."),

    MODEL_NAME(
            "model.name",
            "default",
            "name",
            "Which model scores, by its aliases on the models topic, where no route names another."),
    MODEL_FALLBACK(
            "model.fallback",
            "bundled",
            "bundled | none",
            "What scores when the models topic names no version: the model that ships, or nothing (not ready)."),
    MODEL_WAIT(
            "model.wait",
            "30s",
            "duration",
            "How long an event waits for a version that another instance has already used on its series."),
    MODEL_SIGNATURE_KEYS(
            "model.signature.keys",
            "",
            "file | base64, …",
            "Ed25519 public keys, as PEM files or in Base64: a version on the topic that none of them has signed is refused. None:"
                    + " no signature is needed."),

    PROCESSING_GUARANTEE(
            "processing.guarantee",
            "exactly_once_v2",
            "exactly_once_v2 | at_least_once",
            "at_least_once costs less, but a crash may lose or repeat the alerts of the last commit interval."),
    COMMIT_INTERVAL_MS(
            "commit.interval.ms",
            "200",
            "ms",
            "How often work is committed; consumers of exactly-once output see an alert at most this much later."),
    THREADS("threads", "1", "count", "Stream threads of this instance."),
    STATE_DIR("state.dir", "surprisal-state", "directory", "Where RocksDB keeps the series' states on this machine."),
    STATE_TTL(
            "state.ttl",
            "",
            "duration",
            "A series without observations for this long, in event time, is forgotten; nothing: never."),
    HISTORY_RETENTION(
            "history.retention",
            "",
            "duration",
            "How long the rows of all series are kept for the dashboard, in event time: values, forecasts and scores, on this"
                    + " instance's disk alone; nothing: none."),
    RECORD_CACHE_MB(
            "record.cache.mb",
            "0",
            "MB",
            "States held on the heap between commits. Saves work where the same series come many times a second and all of them"
                    + " fit (about 2 KB each); else it only makes commits, and so alerts, slower."),
    ROCKSDB_MEMORY_MB(
            "rocksdb.memory.mb",
            "256",
            "MB",
            "What all RocksDB stores of this instance may use together, write buffers included; off the heap."),

    HTTP_HOST(
            "http.host",
            "127.0.0.1",
            "address",
            "Where /health, /metrics and /api/v1 listen; 0.0.0.0 for all interfaces. Whoever reaches it may read."),
    HTTP_PORT("http.port", "8080", "port", "Their port; 0 takes any free one and says which."),
    HTTP_TLS_KEYSTORE(
            "http.tls.keystore",
            "",
            "file",
            "The server's certificate and private key, as PEM (both in one file), PKCS12 or JKS: then all of HTTP is HTTPS."),
    HTTP_TLS_TRUSTSTORE(
            "http.tls.truststore",
            "",
            "file",
            "Whose certificates are good for other instances' APIs, in the same formats; empty: whom Java trusts."),
    HTTP_TLS_PASSWORD("http.tls.password", "", "secret", "Opens both files, where they are not PEM without one."),
    HTTP_TOKEN(
            "http.token",
            "",
            "secret",
            "What callers of the API must show to change anything, as Authorization: Bearer; empty: nobody can."),
    HTTP_ADVERTISED(
            "http.advertised",
            "",
            "host | host:port",
            "Where the other instances reach this one's API, to ask for series that are here; empty: each instance knows of its own"
                    + " only. Without a port: that of http.port."),
    HTTP_ANOMALIES_KEPT(
            "http.anomalies.kept",
            "1000",
            "count",
            "How many of the newest alerts the API has, read back from the topic of anomalies; 0: none, and the topic is not read."),
    HTTP_INCIDENTS_KEPT(
            "http.incidents.kept",
            "1000",
            "count",
            "How many closed incidents the API has, beside all that are open, read back from their topic; 0: none at all."),
    SHUTDOWN_TIMEOUT("shutdown.timeout", "30s", "duration", "How long a stop may take to finish the work in hand."),
    SHUTDOWN_LEAVE_GROUP(
            "shutdown.leave.group",
            "false",
            "true | false",
            "Whether a stop gives the partitions away at once; false keeps them for a quick restart.");

    /** Keys below these prefixes go unread to the clients that know them. */
    enum Passthrough {
        /** All Kafka clients: {@code kafka.security.protocol}. */
        KAFKA("kafka."),
        /** Kafka Streams: {@code streams.num.standby.replicas}. */
        STREAMS("streams."),
        /** The registry's client: {@code schema.registry.basic.auth.user.info}. */
        REGISTRY("schema.registry.");

        private final String prefix;

        Passthrough(String prefix) {
            this.prefix = prefix;
        }

        String prefix() {
            return prefix;
        }
    }

    private final String key;
    private final String defaultValue;
    private final String unit;
    private final String description;

    Setting(String key, String defaultValue, String unit, String description) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.unit = unit;
        this.description = description;
    }

    /** The key in a properties file. */
    public String key() {
        return key;
    }

    /** What holds where nothing is set; empty for none. */
    public String defaultValue() {
        return defaultValue;
    }

    /** The unit, kind or choice of values, for people. */
    public String unit() {
        return unit;
    }

    /** What it decides, in a sentence. */
    public String description() {
        return description;
    }

    /** The environment variable that sets it, such as {@code SURPRISAL_INPUT_FORMAT}. */
    public String variable() {
        return "SURPRISAL_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    /** Whether there is no default. */
    public boolean isRequired() {
        return this == FEATURES;
    }

    static Optional<Setting> ofKey(String key) {
        for (Setting setting : values()) {
            if (setting.key.equals(key)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    /** What it takes for a change to be followed; none is read again while an instance runs. */
    public String change() {
        return switch (this) {
            case TOPIC_PARTITIONS, TOPIC_REPLICATION_FACTOR -> "setup";
            case APPLICATION_ID, TOPIC_OBSERVATIONS, SERIES_KEY, INPUT_KEY_FORMAT, INPUT_PARTITIONED_BY_KEY -> "reset";
            default -> "restart";
        };
    }

    /** The settings that one needs first. */
    public static List<Setting> first() {
        return List.of(
                BOOTSTRAP_SERVERS,
                SCHEMA_REGISTRY_URL,
                APPLICATION_ID,
                TOPIC_OBSERVATIONS,
                INPUT_FORMAT,
                SERIES_KEY,
                EVENT_TIME,
                FEATURES,
                STATE_DIR,
                HTTP_HOST);
    }

    /** Settings as a Markdown table, as the README shows those that one needs first. */
    public static String table(List<Setting> settings) {
        StringBuilder table = new StringBuilder("| key | default | values | meaning |\n|---|---|---|---|\n");
        for (Setting setting : settings) {
            table.append("| `%s` | %s | %s | %s |\n"
                    .formatted(setting.key, setting.shownDefault(), setting.shownUnit(), setting.description));
        }
        return table.toString();
    }

    /** All settings as the page of reference shows them. */
    public static String reference() {
        StringBuilder page = new StringBuilder();
        for (Setting setting : values()) {
            setting.heading()
                    .ifPresent(
                            heading -> page.append("\n## ")
                                    .append(heading)
                                    .append(
                                            "\n\n| key, variable | default | values | meaning | change |\n|---|---|---|---|---|\n"));
            page.append("| `%s`<br>`%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            setting.key,
                            setting.variable(),
                            setting.shownDefault(),
                            setting.shownUnit(),
                            setting.description,
                            setting.change()));
        }
        return page.toString().strip();
    }

    /** What the settings from this one on are about, where others begin here. */
    private Optional<String> heading() {
        return switch (this) {
            case BOOTSTRAP_SERVERS -> Optional.of("Where it connects");
            case TOPIC_PREFIX -> Optional.of("Topics");
            case INCIDENTS_ENABLED -> Optional.of("Incidents");
            case INPUT_FORMAT -> Optional.of("How observations are read");
            case MODEL_NAME -> Optional.of("Models");
            case PROCESSING_GUARANTEE -> Optional.of("How it runs");
            case HTTP_HOST -> Optional.of("HTTP");
            case SHUTDOWN_TIMEOUT -> Optional.of("Stop");
            default -> Optional.empty();
        };
    }

    private String shownDefault() {
        if (isRequired()) {
            return "*required*";
        }
        return defaultValue.isEmpty() ? "" : '`' + defaultValue + '`';
    }

    private String shownUnit() {
        return unit.replace("|", "\\|");
    }
}
