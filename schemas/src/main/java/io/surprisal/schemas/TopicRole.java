package io.surprisal.schemas;

import java.util.Locale;

/** The topics by what they are for. */
public enum TopicRole {
    /** Readings of all series. */
    OBSERVATIONS,
    /** Alerts. */
    ANOMALIES,
    /** The score of every observation, if asked for. */
    SCORES,
    /** The scores of champion and challenger, where there is a challenger. */
    SHADOW_SCORES,
    /** What alerts were computed from. */
    ALERT_EVIDENCE,
    /** Incidents: what alerts belong together. */
    INCIDENTS,
    /** What people say of incidents. */
    FEEDBACK,
    /** What could not be read as an observation. */
    DEAD_LETTERS,
    /** Models, aliases and settings that change while the detector runs. */
    MODELS;

    /** The topic's name unless it is configured, before the prefix. */
    public String defaultName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The setting that renames the topic. */
    public String setting() {
        return "topic." + defaultName();
    }
}
