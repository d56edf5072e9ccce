package io.surprisal.topology.settings;

import io.surprisal.topology.settings.Setting.Passthrough;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** Keys and values from file, environment and command line, the later over the earlier, each with where it was set. */
final class SettingSources {

    private static final String PREFIX = "SURPRISAL_";

    /** Variables of the launcher, which are no settings of the detector. */
    private static final Set<String> LAUNCHER = Set.of(
            "SURPRISAL_HOME", "SURPRISAL_CONFIG", "SURPRISAL_JAVA_OPTS", "SURPRISAL_LOG_LEVEL", "SURPRISAL_DEBUG");

    /** A value and where it was set, for messages. */
    record Found(String value, String where) {}

    private final Faults faults;
    private final Map<Setting, Found> settings = new HashMap<>();
    private final Map<String, String> passedThrough = new TreeMap<>();

    SettingSources(Faults faults) {
        this.faults = faults;
    }

    void addFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            faults.add(file + ": cannot be read: " + unreadable);
            return;
        }
        for (String key : new TreeMap<>(properties).keySet().toArray(String[]::new)) {
            add(key, properties.getProperty(key), file.toString());
        }
    }

    void addEnvironment(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith(PREFIX) || LAUNCHER.contains(name)) {
                continue;
            }
            add(keyOf(name), variable.getValue(), name);
        }
    }

    void addOverrides(Map<String, String> overrides) {
        for (Map.Entry<String, String> override : new TreeMap<>(overrides).entrySet()) {
            add(override.getKey(), override.getValue(), "command line");
        }
    }

    /** Replaces references to files and to variables by what is there. */
    void resolve(Map<String, String> environment) {
        SecretReferences references = new SecretReferences(environment);
        Map<String, String> passed = references.resolved(passedThrough, faults);
        passedThrough.putAll(passed);
        for (Map.Entry<Setting, Found> entry : settings.entrySet()) {
            Found found = entry.getValue();
            String key = entry.getKey().key();
            String value =
                    references.resolved(Map.of(key, found.value()), faults).getOrDefault(key, "");
            entry.setValue(new Found(value, found.where()));
        }
    }

    /** What was set, or the default. */
    Found get(Setting setting) {
        Found found = settings.get(setting);
        return found == null ? new Found(setting.defaultValue(), "default") : found;
    }

    /** All that was set, without defaults. */
    Map<String, String> explicit() {
        Map<String, String> result = new TreeMap<>(passedThrough);
        settings.forEach((setting, found) -> result.put(setting.key(), found.value()));
        return result;
    }

    /** The keys below {@code prefix}, without it, and their values. */
    Map<String, String> below(Passthrough prefix) {
        Map<String, String> result = new TreeMap<>();
        for (Map.Entry<String, String> entry : passedThrough.entrySet()) {
            if (entry.getKey().startsWith(prefix.prefix())) {
                result.put(entry.getKey().substring(prefix.prefix().length()), entry.getValue());
            }
        }
        return result;
    }

    private void add(String key, String value, String where) {
        Optional<Setting> setting = Setting.ofKey(key);
        if (setting.isPresent()) {
            settings.put(setting.get(), new Found(value.strip(), where));
            return;
        }
        for (Passthrough passthrough : Passthrough.values()) {
            if (key.startsWith(passthrough.prefix())
                    && key.length() > passthrough.prefix().length()) {
                passedThrough.put(key, value.strip());
                return;
            }
        }
        faults.add(where + ": unknown key " + key + didYouMean(key));
    }

    private static String keyOf(String variable) {
        for (Setting setting : Setting.values()) {
            if (setting.variable().equals(variable)) {
                return setting.key();
            }
        }
        return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String didYouMean(String key) {
        String nearest = "";
        // Further than a third of the letters apart, it is another word.
        int nearestDistance = Math.max(2, key.length() / 3) + 1;
        for (Setting setting : Setting.values()) {
            int distance = distance(key, setting.key());
            if (distance < nearestDistance) {
                nearest = setting.key();
                nearestDistance = distance;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
    }

    /** Levenshtein's: how many letters to insert, drop or replace. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
