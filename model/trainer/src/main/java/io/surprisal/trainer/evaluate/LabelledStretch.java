package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.data.EventTimes;

/**
 * A stretch of anomalous rows as a file states it.
 *
 * @param first index or event time in milliseconds of its first row
 * @param last the same of its last row
 * @param byTime whether these are event times
 */
record LabelledStretch(long first, long last, boolean byTime) {

    /** Checks the order. */
    LabelledStretch {
        if (last < first) {
            throw new IllegalArgumentException(
                    "a labelled stretch must not end before it begins: first=" + first + ", last=" + last);
        }
    }

    static LabelledStretch ofTimes(long firstMs, long lastMs) {
        return new LabelledStretch(firstMs, lastMs, true);
    }

    /** Reads two row numbers or two date-times. */
    static LabelledStretch parse(String first, String last) {
        if (isIndex(first) && isIndex(last)) {
            return new LabelledStretch(Long.parseLong(first.strip()), Long.parseLong(last.strip()), false);
        }
        return ofTimes(EventTimes.parse(first), EventTimes.parse(last));
    }

    private static boolean isIndex(String field) {
        return field.strip().matches("\\d{1,11}");
    }
}
