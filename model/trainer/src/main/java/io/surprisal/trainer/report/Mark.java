package io.surprisal.trainer.report;

/** What a chart marks at a place or over a stretch; each has a shape of its own beside its colour. */
public enum Mark {
    /** Something that was found: a triangle. */
    FOUND("found", "M-5,4 L5,4 L0,-5 Z"),
    /** Something that was missed: a hatched stretch, a ring where it is a place. */
    MISSED("missed", "M-4,0 A4,4 0 1 0 4,0 A4,4 0 1 0 -4,0 Z"),
    /** A false alarm: a cross. */
    FALSE_ALARM(
            "false", "M-5,-3.5 L-3.5,-5 L0,-1.5 L3.5,-5 L5,-3.5 L1.5,0 L5,3.5 L3.5,5 L0,1.5 L-3.5,5 L-5,3.5 L-1.5,0 Z"),
    /** Something nobody has judged: a diamond. */
    UNJUDGED("unjudged", "M0,-5 L5,0 L0,5 L-5,0 Z");

    private final String styleClass;
    private final String path;

    Mark(String styleClass, String path) {
        this.styleClass = styleClass;
        this.path = path;
    }

    /** Its class in the page's style. */
    String styleClass() {
        return styleClass;
    }

    /** Its shape around 0, 0. */
    String path() {
        return path;
    }

    /** The shape by itself, to stand in a line of text. */
    public String symbol() {
        return "<svg class=\"symbol\" viewBox=\"-6 -6 12 12\" aria-hidden=\"true\"><path class=\"" + styleClass
                + "\" d=\"" + path + "\"/></svg>";
    }
}
