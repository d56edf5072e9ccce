package io.surprisal.topology.settings;

import io.surprisal.schemas.RegistrySettings;
import io.surprisal.schemas.TopicSettings;
import io.surprisal.schemas.models.signature.SignatureRule;
import io.surprisal.schemas.models.signature.VerifyingKey;
import io.surprisal.topology.settings.Setting.Passthrough;
import io.surprisal.topology.settings.SettingSources.Found;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns keys and values into {@link DetectorSettings}; goes on after a fault, so that all of them are found. */
final class SettingsParser {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_ANOMALIES_KEPT = 100_000;
    private static final Pattern ADVERTISED =
            Pattern.compile("(\\[[0-9a-fA-F:.]+]|[a-zA-Z0-9._-]+)(:(?<port>[1-9][0-9]{0,4}))?");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,512}");
    private static final int MAX_THREADS = 256;
    private static final int MAX_MEGABYTES = 1 << 20;
    /** Begins the names of internal topics, which have at most 249 such characters. */
    private static final String APPLICATION_ID = "[a-zA-Z0-9._-]{1,150}";

    private static final int MAX_OPEN_ROWS = 100;
    private static final int MAX_WINDOW = 100_000;
    private static final double LEAST_SILENCE = 2;
    private static final double MOST_SILENCE = 10_000;

    private static final Duration LEAST_KEPT = Duration.ofMinutes(1);
    private static final Duration MOST_KEPT = Duration.ofDays(3650);

    private final SettingSources sources;
    private final Faults faults;

    SettingsParser(SettingSources sources, Faults faults) {
        this.sources = sources;
        this.faults = faults;
    }

    /** The settings, or all that is wrong with them as a {@link ConfigurationException}. */
    DetectorSettings parse() {
        RegistrySettings registry = RegistrySettings.from(registryValues(), faults.lines());
        boolean registersSchemas = flag(Setting.AUTO_REGISTER_SCHEMAS);
        TopicSettings topics = TopicSettings.from(sources.explicit(), faults.lines());
        DetectorSettings.Input input = input();
        DetectorSettings.Model model = new DetectorSettings.Model(
                text(Setting.MODEL_NAME),
                choice(Setting.MODEL_FALLBACK, ModelFallback.values()),
                duration(Setting.MODEL_WAIT),
                signatures());
        boolean writesScores = flag(Setting.SCORES_ENABLED);
        boolean runsChallengers = flag(Setting.SHADOW_ENABLED);
        boolean writesEvidence = flag(Setting.EVIDENCE_ENABLED);
        DetectorSettings.Incidents incidents = incidents();
        Duration stateTtl = optionalDuration(Setting.STATE_TTL);
        Duration historyRetention = optionalDuration(Setting.HISTORY_RETENTION);
        DetectorSettings.Engine engine = engine();
        DetectorSettings.Http http = http();
        DetectorSettings.Shutdown shutdown =
                new DetectorSettings.Shutdown(duration(Setting.SHUTDOWN_TIMEOUT), flag(Setting.SHUTDOWN_LEAVE_GROUP));
        faults.throwIfAny();
        return new DetectorSettings(
                registry,
                registersSchemas,
                topics,
                input,
                model,
                writesScores,
                runsChallengers,
                writesEvidence,
                incidents,
                stateTtl,
                historyRetention,
                engine,
                http,
                shutdown);
    }

    private DetectorSettings.Incidents incidents() {
        int rows = integer(Setting.INCIDENTS_OPEN_ROWS, 1, MAX_OPEN_ROWS);
        int window = integer(Setting.INCIDENTS_OPEN_WINDOW, 1, MAX_WINDOW);
        if (window < rows) {
            fault(Setting.INCIDENTS_OPEN_WINDOW, window + " is less than incidents.open.rows=" + rows);
        }
        return new DetectorSettings.Incidents(
                flag(Setting.INCIDENTS_ENABLED),
                rows,
                window,
                integer(Setting.INCIDENTS_CLOSE_ROWS, 0, MAX_WINDOW),
                duration(Setting.INCIDENTS_CLOSE_AFTER),
                silenceFactor(),
                integer(Setting.HTTP_INCIDENTS_KEPT, 0, MAX_ANOMALIES_KEPT));
    }

    private double silenceFactor() {
        String value = text(Setting.INCIDENTS_SILENCE_FACTOR);
        try {
            double factor = new BigDecimal(value).doubleValue();
            if (factor == 0 || (factor >= LEAST_SILENCE && factor <= MOST_SILENCE)) {
                return factor;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, as for a number out of range.
        }
        fault(Setting.INCIDENTS_SILENCE_FACTOR, '"' + value + "\" is not 0, nor a number from 2 to 10000");
        return 0;
    }

    private DetectorSettings.Input input() {
        List<Feature> features = withTransforms(features(Setting.FEATURES));
        List<Feature> covariates = features(Setting.COVARIATES);
        Set<String> names = new HashSet<>();
        for (Feature feature : features) {
            names.add(feature.name());
        }
        for (Feature covariate : covariates) {
            if (names.contains(covariate.name())) {
                fault(Setting.COVARIATES, covariate.name() + " is a feature already");
            }
        }
        return new DetectorSettings.Input(
                choice(Setting.INPUT_FORMAT, InputFormat.values()),
                choice(Setting.INPUT_KEY_FORMAT, KeyFormat.values()),
                origin(Setting.SERIES_KEY),
                flag(Setting.INPUT_PARTITIONED_BY_KEY),
                origin(Setting.EVENT_TIME),
                choice(Setting.EVENT_TIME_FORMAT, EventTimeFormat.values()),
                duration(Setting.EVENT_TIME_MAX_AHEAD),
                features,
                covariates);
    }

    private SignatureRule signatures() {
        List<VerifyingKey> keys = new ArrayList<>();
        for (String item : items(Setting.MODEL_SIGNATURE_KEYS)) {
            try {
                keys.add(VerifyingKey.parse(item));
            } catch (IllegalArgumentException wrong) {
                fault(Setting.MODEL_SIGNATURE_KEYS, String.valueOf(wrong.getMessage()));
            }
        }
        return new SignatureRule(keys);
    }

    private DetectorSettings.Engine engine() {
        return new DetectorSettings.Engine(
                text(Setting.BOOTSTRAP_SERVERS),
                applicationId(),
                choice(Setting.PROCESSING_GUARANTEE, ProcessingGuarantee.values()),
                integer(Setting.COMMIT_INTERVAL_MS, 1, Integer.MAX_VALUE),
                integer(Setting.THREADS, 1, MAX_THREADS),
                Path.of(text(Setting.STATE_DIR)),
                integer(Setting.RECORD_CACHE_MB, 0, MAX_MEGABYTES),
                // RocksDB's write buffers alone need this much to hold anything.
                integer(Setting.ROCKSDB_MEMORY_MB, 16, MAX_MEGABYTES),
                Map.copyOf(sources.below(Passthrough.KAFKA)),
                Map.copyOf(sources.below(Passthrough.STREAMS)));
    }

    private DetectorSettings.Http http() {
        String advertised = text(Setting.HTTP_ADVERTISED);
        if (!advertised.isEmpty() && !isAddress(advertised)) {
            fault(
                    Setting.HTTP_ADVERTISED,
                    '"' + advertised + "\" is not a host, nor host:port; an IPv6 address stands in brackets");
        }
        return new DetectorSettings.Http(
                text(Setting.HTTP_HOST),
                integer(Setting.HTTP_PORT, 0, MAX_PORT),
                advertised,
                integer(Setting.HTTP_ANOMALIES_KEPT, 0, MAX_ANOMALIES_KEPT),
                tls(),
                token());
    }

    private DetectorSettings.Tls tls() {
        for (Setting file : List.of(Setting.HTTP_TLS_KEYSTORE, Setting.HTTP_TLS_TRUSTSTORE)) {
            if (!text(file).isEmpty() && !Files.isReadable(Path.of(text(file)))) {
                fault(file, '"' + text(file) + "\" is no file that can be read");
            }
        }
        if (text(Setting.HTTP_TLS_KEYSTORE).isEmpty()
                && !text(Setting.HTTP_TLS_TRUSTSTORE).isEmpty()) {
            fault(Setting.HTTP_TLS_TRUSTSTORE, "needs http.tls.keystore: without it there is no TLS");
        }
        return new DetectorSettings.Tls(
                text(Setting.HTTP_TLS_KEYSTORE), text(Setting.HTTP_TLS_TRUSTSTORE), text(Setting.HTTP_TLS_PASSWORD));
    }

    /** Never shown, not even in a fault. */
    private String token() {
        String token = text(Setting.HTTP_TOKEN);
        if (!token.isEmpty() && !TOKEN.matcher(token).matches()) {
            fault(
                    Setting.HTTP_TOKEN,
                    "must be 16 to 512 of the characters that RFC 6750 allows: A-Z a-z 0-9 - . _ ~ + / =");
        }
        return token;
    }

    private static boolean isAddress(String advertised) {
        Matcher parts = ADVERTISED.matcher(advertised);
        return parts.matches() && (parts.group("port") == null || Integer.parseInt(parts.group("port")) <= MAX_PORT);
    }

    private Map<String, String> registryValues() {
        Map<String, String> values = new TreeMap<>(sources.explicit());
        for (Setting setting : List.of(Setting.SCHEMA_REGISTRY_URL, Setting.AUTO_REGISTER_SCHEMAS)) {
            values.put(setting.key(), text(setting));
        }
        return values;
    }

    private List<Feature> features(Setting setting) {
        List<Feature> result = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String item : items(setting)) {
            try {
                Feature feature = Feature.parse(item);
                if (!names.add(feature.name())) {
                    fault(setting, feature.name() + " is named twice");
                }
                result.add(feature);
            } catch (IllegalArgumentException malformed) {
                fault(setting, String.valueOf(malformed.getMessage()));
            }
        }
        return List.copyOf(result);
    }

    private List<Feature> withTransforms(List<Feature> features) {
        Map<String, Transform> transforms = new HashMap<>();
        for (String item : items(Setting.TRANSFORMS)) {
            int equals = item.lastIndexOf('=');
            String name = equals < 0 ? item : item.substring(0, equals).strip();
            if (features.stream().noneMatch(feature -> feature.name().equals(name))) {
                fault(Setting.TRANSFORMS, '"' + name + "\" is none of the features");
                continue;
            }
            String transform = equals < 0 ? "" : item.substring(equals + 1).strip();
            transforms.put(name, choice(Setting.TRANSFORMS, transform, Transform.values()));
        }
        return features.stream()
                .map(feature -> feature.with(transforms.getOrDefault(feature.name(), Transform.NONE)))
                .toList();
    }

    private List<String> items(Setting setting) {
        return Arrays.stream(text(setting).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private Origin origin(Setting setting) {
        return parsed(setting, Origin::parse, new Origin.OfRecord());
    }

    private Duration duration(Setting setting) {
        return parsed(setting, Durations::parse, Duration.ZERO);
    }

    /** How long something is kept; zero where nothing is said. */
    private Duration optionalDuration(Setting setting) {
        if (text(setting).isEmpty()) {
            return Duration.ZERO;
        }
        Duration found = duration(setting);
        if (found.compareTo(LEAST_KEPT) < 0 || found.compareTo(MOST_KEPT) > 0) {
            fault(setting, '"' + text(setting) + "\" is not from 1m to 3650d");
        }
        return found;
    }

    private String applicationId() {
        String id = text(Setting.APPLICATION_ID);
        if (!id.isEmpty() && !id.matches(APPLICATION_ID)) {
            fault(Setting.APPLICATION_ID, '"' + id + "\" holds more than letters, digits, '.', '_' and '-'");
        }
        return id;
    }

    private boolean flag(Setting setting) {
        String value = text(setting);
        if (!value.equals("true") && !value.equals("false")) {
            fault(setting, '"' + value + "\" is not true or false");
        }
        return value.equals("true");
    }

    private int integer(Setting setting, int least, int most) {
        String value = text(setting);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, as for a number out of range.
        }
        fault(setting, '"' + value + "\" is not a whole number from " + least + " to " + most);
        return least;
    }

    private <E extends Enum<E>> E choice(Setting setting, E[] choices) {
        return choice(setting, text(setting), choices);
    }

    private <E extends Enum<E>> E choice(Setting setting, String value, E[] choices) {
        List<String> names = new ArrayList<>();
        for (E choice : choices) {
            String name = name(choice);
            if (name.equals(value)) {
                return choice;
            }
            names.add(name);
        }
        fault(setting, '"' + value + "\" is not one of " + String.join(", ", names));
        return choices[0];
    }

    /** As it is written in a file: the guarantee as Kafka spells it, others with a dash. */
    private static String name(Enum<?> choice) {
        String name = choice.name().toLowerCase(Locale.ROOT);
        return choice instanceof ProcessingGuarantee ? name : name.replace('_', '-');
    }

    private <T> T parsed(Setting setting, Function<String, T> parser, T otherwise) {
        try {
            return parser.apply(text(setting));
        } catch (IllegalArgumentException malformed) {
            fault(setting, String.valueOf(malformed.getMessage()));
            return otherwise;
        }
    }

    /** The value; an empty one is a fault unless the default is empty too. */
    private String text(Setting setting) {
        String value = sources.get(setting).value();
        if (value.isEmpty() && (setting.isRequired() || !setting.defaultValue().isEmpty())) {
            fault(setting, "is empty, but required: " + setting.unit());
            return setting.defaultValue();
        }
        return value;
    }

    private void fault(Setting setting, String what) {
        Found found = sources.get(setting);
        String where = found.where().equals("default") ? "" : found.where() + ": ";
        faults.add(where + setting.key() + ": " + what);
    }
}
