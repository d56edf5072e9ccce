package io.surprisal.schemas;

/** What the Kafka timestamps of a topic's records say; brokers delete records by it. */
public enum MessageTimestamp {
    /** Whatever their producer says. */
    OF_PRODUCER("CreateTime"),
    /** When the broker has written them, so that results of old observations are kept as long as those of new ones. */
    OF_BROKER("LogAppendTime");

    private final String setting;

    MessageTimestamp(String setting) {
        this.setting = setting;
    }

    /** The value of a topic's setting {@code message.timestamp.type}. */
    public String setting() {
        return setting;
    }
}
