package io.surprisal.deploy.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an event time: {@code now}, {@code beginning}, an ISO-8601 time or milliseconds since 1970. */
final class EventTime implements ITypeConverter<Instant> {

    /** Numbers of fewer digits would be times of the sixties and seventies: seconds, most probably. */
    private static final Pattern MILLIS = Pattern.compile("\\d{12,16}");

    @Override
    public Instant convert(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "now" -> now();
            case "beginning" -> Instant.EPOCH;
            default -> MILLIS.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : iso(text);
        };
    }

    /** The present moment, as exact as event times are. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant iso(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw new TypeConversionException("must be now, beginning, a time such as 2026-11-30T00:00:00Z, or"
                    + " milliseconds since 1970: '" + text + "'");
        }
    }
}
