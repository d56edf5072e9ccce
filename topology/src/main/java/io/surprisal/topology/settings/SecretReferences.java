package io.surprisal.topology.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Puts what stands elsewhere into values, in the notation of Kafka's configuration providers: {@code ${file:PATH:KEY}} is a key
 * of a properties file, {@code ${directory:PATH:FILE}} the content of a file, {@code ${env:NAME}} a variable. So that no
 * password need stand among the settings.
 */
final class SecretReferences {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(file|directory|env):[^}]*}");

    private final ConfigTransformer transformer;

    /** References to files and to these variables. */
    SecretReferences(Map<String, String> environment) {
        Map<String, ConfigProvider> providers = new HashMap<>();
        providers.put("file", new FileConfigProvider());
        providers.put("directory", new DirectoryConfigProvider());
        providers.put("env", new EnvVarConfigProvider(environment));
        providers.values().forEach(provider -> provider.configure(Map.of()));
        this.transformer = new ConfigTransformer(providers);
    }

    /** The values with what they refer to in place of the references; each that leads nowhere is a fault. */
    Map<String, String> resolved(Map<String, String> values, Faults faults) {
        Map<String, String> resolved = new TreeMap<>();
        values.forEach((key, value) -> resolved.put(key, resolved(key, value, faults)));
        return resolved;
    }

    private String resolved(String key, String value, Faults faults) {
        Matcher reference = REFERENCE.matcher(value);
        if (!reference.find()) {
            return value;
        }
        try {
            String result = transformer
                    .transform(Map.of(key, value))
                    .data()
                    .getOrDefault(key, value)
                    .strip();
            if (!result.contains(reference.group())) {
                return result;
            }
            faults.add(key + ": there is nothing at " + reference.group());
        } catch (ConfigException unreadable) {
            faults.add(key + ": " + reference.group() + " cannot be read: " + unreadable.getMessage());
        }
        return "";
    }
}
