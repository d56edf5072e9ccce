package io.surprisal.trainer.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Event times as they stand in files: an ISO date-time, with a blank or T before the time of day and UTC where no zone
 * is given, or a number.
 */
public final class EventTimes {

    /** Numbers from here on are milliseconds (1973 and later), smaller ones seconds (until the year 5138). */
    static final double LEAST_MILLIS = 1e11;

    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)"
            + "(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)? ?(Z|UTC|[+-]\\d\\d(?::?\\d\\d)?)?)?");

    // As far as a JavaScript date reaches: beyond it differences of two times could overflow.
    private static final double MAX_MILLIS = 8.64e15;

    private static final int MAX_ZONE_MINUTES = 18 * 60;

    private EventTimes() {}

    /**
     * Milliseconds since 1970 of a time; what is finer is cut off.
     *
     * @throws IllegalArgumentException if the text is neither an ISO date-time nor a number
     */
    public static long parse(String field) {
        String text = field.strip();
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return fromIso(text, iso);
        }
        double number = number(text);
        double millis = number >= LEAST_MILLIS ? number : number * 1000;
        if (Math.abs(millis) > MAX_MILLIS) {
            throw fault(text, null);
        }
        return Math.round(millis);
    }

    private static double number(String text) {
        try {
            return FieldNumber.decimal(text);
        } catch (NumberFormatException notANumber) {
            throw fault(text, notANumber);
        }
    }

    private static long fromIso(String text, Matcher iso) {
        try {
            long day = LocalDate.of(digits(iso, 1, 9999), digits(iso, 2, 12), digits(iso, 3, 31))
                    .toEpochDay();
            long minutes = (day * 24 + digits(iso, 4, 23)) * 60 + digits(iso, 5, 59) - zoneMinutes(iso.group(8));
            return (minutes * 60 + digits(iso, 6, 59)) * 1000 + millis(iso.group(7));
        } catch (DateTimeException outOfRange) {
            throw fault(text, outOfRange);
        }
    }

    private static int digits(Matcher iso, int group, int max) {
        int start = iso.start(group);
        if (start < 0) {
            return 0;
        }
        int number = Integer.parseInt(iso.group(), start - iso.start(), iso.end(group) - iso.start(), 10);
        if (number > max) {
            throw new DateTimeException("at most " + max + ": " + number);
        }
        return number;
    }

    private static int millis(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00").substring(0, 3));
    }

    private static int zoneMinutes(@Nullable String zone) {
        if (zone == null || zone.charAt(0) == 'Z' || zone.charAt(0) == 'U') {
            return 0;
        }
        int hours = Integer.parseInt(zone.substring(1, 3));
        int minutes = zone.length() > 3 ? Integer.parseInt(zone.substring(zone.length() - 2)) : 0;
        int offset = hours * 60 + minutes;
        if (offset > MAX_ZONE_MINUTES || minutes > 59) {
            throw new DateTimeException("no zone: " + zone);
        }
        return zone.charAt(0) == '-' ? -offset : offset;
    }

    private static IllegalArgumentException fault(String text, @Nullable RuntimeException cause) {
        return new IllegalArgumentException(
                "an event time must be an ISO date-time or a number: '" + text + "'", cause);
    }
}
