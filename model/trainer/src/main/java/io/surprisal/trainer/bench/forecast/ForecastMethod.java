package io.surprisal.trainer.bench.forecast;

/** What a forecast is made by. */
public enum ForecastMethod {
    /** The detector's network. */
    DETECTOR("detector"),
    /** The last value that was seen. */
    LAST_VALUE("last value"),
    /** The value a day before; the last one where rows come less often than once a day. */
    DAY_BEFORE("a day before");

    private final String text;

    ForecastMethod(String text) {
        this.text = text;
    }

    /** Its name for people. */
    public String text() {
        return text;
    }
}
