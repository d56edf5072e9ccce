package io.surprisal.schemas.setup;

/**
 * What setup found or did about one thing.
 *
 * @param subject what it is about
 * @param name of the topic or of the registry's subject
 * @param outcome how it stands now
 * @param detail what was found and, where it disagrees, what was expected
 */
public record SetupResult(Subject subject, String name, Outcome outcome, String detail) {

    /** What a result is about. */
    public enum Subject {
        /** A topic of the broker. */
        TOPIC,
        /** The schema of a topic's values. */
        SCHEMA
    }

    /** How a thing stands. */
    public enum Outcome {
        /** It was not there and is now. */
        CREATED("created"),
        /** It is not there; a run that is not dry creates it. */
        MISSING("would be created"),
        /** It was there, as it must be. */
        EXISTS("exists"),
        /** It was there, and not as it must be; it was left as it was. */
        DISAGREES("DISAGREES");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }
    }

    /** Whether somebody has to do something about it. */
    public boolean disagrees() {
        return outcome == Outcome.DISAGREES;
    }

    /** One line for people. */
    public String line() {
        String line = (subject == Subject.TOPIC ? "topic  " : "schema ") + name + ": " + outcome.text;
        return detail.isEmpty() ? line : line + ", " + detail;
    }
}
