package io.surprisal.topology.input;

import io.surprisal.topology.settings.EventTimeFormat;
import io.surprisal.topology.settings.FieldPath;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Turns a field into the number, text or time that it stands for. */
final class Scalars {

    /** From here on a number without a unit is milliseconds; as seconds it would be the year 5138. */
    private static final double FIRST_MILLIS = 1e11;

    private static final double MILLIS_PER_SECOND = 1_000;
    private static final int MAX_TIME_LENGTH = 64; // ISO-8601 with nanoseconds and an offset has 35 characters

    private Scalars() {}

    /** A number; NaN where the field is null, absent, empty or says NaN. */
    static double number(@Nullable Object field, FieldPath path) throws UnreadableException {
        if (field instanceof Number number) {
            return number.doubleValue();
        }
        if (field == null) {
            return Double.NaN;
        }
        if (field instanceof CharSequence text) {
            return number(text.toString().strip(), path);
        }
        throw new UnreadableException(Unreadable.Cause.NOT_NUMERIC, path + " must be a number: found " + kind(field));
    }

    private static double number(String text, FieldPath path) throws UnreadableException {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new UnreadableException(Unreadable.Cause.NOT_NUMERIC, path + " must be a number: found text");
        }
    }

    /** A series key; null where the field is null or absent. */
    static @Nullable String key(@Nullable Object field, FieldPath path) throws UnreadableException {
        if (field == null) {
            return null;
        }
        if (field instanceof CharSequence || field instanceof Boolean) {
            return field.toString();
        }
        if (field instanceof Number number) {
            return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
        }
        if (field instanceof Enum<?> || field instanceof org.apache.avro.generic.GenericEnumSymbol<?>) {
            return field.toString();
        }
        throw new UnreadableException(
                Unreadable.Cause.SERIES_KEY, path + " must be text or a number: found " + kind(field));
    }

    /** Milliseconds since 1970, not negative. */
    static long timeMs(@Nullable Object field, FieldPath path, EventTimeFormat format) throws UnreadableException {
        Long timeMs = null;
        if (field instanceof Instant instant) {
            timeMs = instant.toEpochMilli();
        } else if (field instanceof Number number && format != EventTimeFormat.ISO) {
            timeMs = timeMs(number, format);
        } else if (field instanceof CharSequence text) {
            timeMs = timeMs(text.toString().strip(), format);
        }
        if (timeMs == null) {
            throw new UnreadableException(
                    Unreadable.Cause.EVENT_TIME,
                    path + " must be a time (" + format.name().toLowerCase(java.util.Locale.ROOT) + "): found "
                            + (field == null ? "nothing" : kind(field)));
        }
        if (timeMs < 0) {
            throw new UnreadableException(
                    Unreadable.Cause.EVENT_TIME, path + " must not be before 1970: found " + timeMs + " ms");
        }
        return timeMs;
    }

    private static @Nullable Long timeMs(String text, EventTimeFormat format) {
        if (text.length() > MAX_TIME_LENGTH) {
            // Both a number and a pattern take the square of a text's length.
            return null;
        }
        if (format != EventTimeFormat.ISO) {
            try {
                return timeMs(new BigDecimal(text), format);
            } catch (NumberFormatException notANumber) {
                if (format != EventTimeFormat.AUTO) {
                    return null;
                }
            }
        }
        try {
            // A space between date and time is as common as the standard's T.
            String iso = text.replace(' ', 'T');
            boolean hasOffset = iso.endsWith("Z") || iso.matches(".*T.*[+-]\\d\\d(:?\\d\\d)?");
            return hasOffset
                    ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException | ArithmeticException notATime) {
            return null;
        }
    }

    private static @Nullable Long timeMs(Number number, EventTimeFormat format) {
        double amount = number.doubleValue();
        if (!Double.isFinite(amount)) {
            return null;
        }
        boolean millis = format == EventTimeFormat.MILLIS
                || (format == EventTimeFormat.AUTO && StrictMath.abs(amount) >= FIRST_MILLIS);
        if (number instanceof Long || number instanceof Integer) {
            // As integers, because a double holds only 53 bits.
            long whole = number.longValue();
            return millis ? Long.valueOf(whole) : secondsToMs(whole);
        }
        return millis ? Math.round(amount) : Math.round(amount * MILLIS_PER_SECOND);
    }

    private static @Nullable Long secondsToMs(long seconds) {
        long perSecond = (long) MILLIS_PER_SECOND;
        return Math.abs(seconds) > Long.MAX_VALUE / perSecond ? null : Long.valueOf(seconds * perSecond);
    }

    private static String kind(Object field) {
        if (field instanceof CharSequence) {
            return "text";
        }
        if (field instanceof Number) {
            return "a number";
        }
        return field instanceof Boolean
                ? "true or false"
                : "a " + field.getClass().getSimpleName();
    }
}
