package io.surprisal.topology.detect;

/**
 * The names of nodes and stores. Changelogs and repartition topics are called after them: to change one is to lose what
 * it holds.
 */
public final class Nodes {

    /** Source of the input topic. */
    public static final String OBSERVATIONS = "observations";

    /** Lets those records through to the repartition topic that can be read. */
    public static final String READINGS = "readings";

    /** Gives them their series key. */
    public static final String SERIES_KEY = "series-key";

    /** Takes the others, which have no series key. */
    public static final String UNREADABLE = "unreadable";

    /** Judges observations. */
    public static final String DETECT = "detect";

    /** Judges observations with a challenger, beside the champion. */
    public static final String SHADOW = "shadow";

    /** Sink of alerts. */
    public static final String ANOMALIES = "anomalies";

    /** Sink of scores. */
    public static final String SCORES = "scores";

    /** Sink of the scores of champion and challenger. */
    public static final String SHADOW_SCORES = "shadow-scores";

    /** Sink of what alerts were computed from. */
    public static final String ALERT_EVIDENCE = "alert-evidence";

    /** Sink of incidents. */
    public static final String INCIDENTS = "incidents";

    /** Sink of dead letters. */
    public static final String DEAD_LETTERS = "dead-letters";

    /** Sink of dead letters from before the repartition topic. */
    public static final String UNREADABLE_DEAD_LETTERS = "unreadable-dead-letters";

    /** Source of the models topic. */
    public static final String MODELS = "models";

    /** Feeds the model directory. */
    public static final String WEIGHTS = "weights";

    /** Source of the topic of feedback. */
    public static final String FEEDBACK = "feedback";

    /** Feeds the feedback directory. */
    public static final String JUDGEMENTS = "judgements";

    /** Global store that the feedback's processor must have; it stays empty. */
    public static final String FEEDBACK_STORE = "feedback-store";

    /** Store: all that is remembered of each series. */
    public static final String SERIES_STATE = "series-state";

    /** Store: the same under a challenger. */
    public static final String SHADOW_STATE = "shadow-state";

    /** Store: last readings of features that are growth rates. */
    public static final String TRANSFORM_STATE = "transform-state";

    /** Store: what is remembered of series with an open incident, or rows that may open one. */
    public static final String INCIDENT_STATE = "incident-state";

    /** Store: rows of the series with their scores; only where a history is kept. */
    public static final String SCORE_HISTORY = "score-history";

    /** Store: when which series may be forgotten or is silent. */
    public static final String DEADLINES = "deadlines";

    /** Global store: the models topic's bytes. */
    public static final String MODELS_STORE = "models-store";

    private Nodes() {}
}
