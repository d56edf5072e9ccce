package io.surprisal.schemas;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is configured of the topics.
 *
 * @param names the topics' names, for every role
 * @param partitions of the observations, anomalies and scores that setup creates
 * @param replicationFactor of every topic that setup creates; {@value #BROKER_DEFAULT} leaves it to the broker
 */
public record TopicSettings(Map<TopicRole, String> names, int partitions, short replicationFactor) {

    /** Setting: goes before every default name. */
    public static final String PREFIX = "topic.prefix";

    /** Setting: partitions of the topics that have one record per observation or alert. */
    public static final String PARTITIONS = "topic.partitions";

    /** Setting: replicas of every topic. */
    public static final String REPLICATION_FACTOR = "topic.replication.factor";

    /** Partitions unless configured. */
    public static final int DEFAULT_PARTITIONS = 6;

    /** The replication factor that leaves the choice to the broker. */
    public static final short BROKER_DEFAULT = -1;

    private static final int MAX_PARTITIONS = 10_000;
    private static final int MAX_NAME_LENGTH = 249; // the broker's limit
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** Copies the names. */
    public TopicSettings {
        names = Map.copyOf(names);
        for (TopicRole role : TopicRole.values()) {
            if (!names.containsKey(role)) {
                throw new IllegalArgumentException("names must have every role: missing=" + role);
            }
        }
    }

    /** The settings of someone who configures nothing. */
    public static TopicSettings defaults() {
        return from(Map.of(), List.of());
    }

    /**
     * Reads the settings whose names begin with {@code topic.}; others are not looked at.
     *
     * @param settings name to value
     * @param faults gets one line for each setting that cannot be used; its default stands in
     */
    public static TopicSettings from(Map<String, String> settings, List<String> faults) {
        String prefix = settings.getOrDefault(PREFIX, "");
        Map<TopicRole, String> names = new EnumMap<>(TopicRole.class);
        Map<String, TopicRole> roles = new HashMap<>();
        for (TopicRole role : TopicRole.values()) {
            String setting = settings.containsKey(role.setting()) ? role.setting() : PREFIX;
            String name = settings.getOrDefault(role.setting(), prefix + role.defaultName());
            if (!isTopicName(name)) {
                faults.add(setting + " must give a topic name of 1 to " + MAX_NAME_LENGTH
                        + " letters, digits, dots, dashes and underscores: " + name);
                name = role.defaultName();
            }
            TopicRole twin = roles.put(name, role);
            if (twin != null) {
                faults.add(
                        role.setting() + " must give each topic its own name: " + name + " is also " + twin.setting());
            }
            names.put(role, name);
        }
        int partitions = number(settings, PARTITIONS, DEFAULT_PARTITIONS, 1, MAX_PARTITIONS, faults);
        int replicas = number(settings, REPLICATION_FACTOR, BROKER_DEFAULT, BROKER_DEFAULT, Short.MAX_VALUE, faults);
        return new TopicSettings(names, partitions, (short) replicas);
    }

    /** The name of a topic. */
    public String name(TopicRole role) {
        return names.getOrDefault(role, role.defaultName());
    }

    private static boolean isTopicName(String name) {
        return NAME.matcher(name).matches()
                && name.length() <= MAX_NAME_LENGTH
                && !name.equals(".")
                && !name.equals("..");
    }

    private static int number(
            Map<String, String> settings, String setting, int byDefault, int min, int max, List<String> faults) {
        String text = settings.get(setting);
        if (text == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(text.trim());
            if (number >= min && number <= max && number != 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, together with the numbers out of range.
        }
        faults.add(setting + " must be a whole number from " + min + " to " + max + ", not 0: " + text);
        return byDefault;
    }
}
