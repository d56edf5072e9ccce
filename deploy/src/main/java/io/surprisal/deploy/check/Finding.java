package io.surprisal.deploy.check;

/**
 * One thing that was looked at.
 *
 * @param weight whether it must be mended
 * @param subject what was looked at
 * @param text what was found and, where something is wrong, what to do
 */
public record Finding(Weight weight, String subject, String text) {

    /** Whether something must be done about it. */
    public enum Weight {
        /** Nothing. */
        OK,
        /** It runs, perhaps not as it was meant. */
        WARNING,
        /** It does not run, or reads nothing. */
        FAULT
    }

    static Finding ok(String subject, String text) {
        return new Finding(Weight.OK, subject, text);
    }

    static Finding warning(String subject, String text) {
        return new Finding(Weight.WARNING, subject, text);
    }

    static Finding fault(String subject, String text) {
        return new Finding(Weight.FAULT, subject, text);
    }

    /** Whether a detector would not work. */
    public boolean isFault() {
        return weight == Weight.FAULT;
    }

    /** Whether it would, but perhaps not as it was meant. */
    public boolean isWarning() {
        return weight == Weight.WARNING;
    }

    /** One line for people. */
    public String line() {
        String mark = switch (weight) {
            case OK -> "ok     ";
            case WARNING -> "warning";
            case FAULT -> "FAULT  ";
        };
        return mark + "  " + subject + ": " + text;
    }
}
