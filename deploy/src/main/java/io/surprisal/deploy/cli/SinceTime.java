package io.surprisal.deploy.cli;

import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads since when: an event time, or a span before now such as {@code 30d}, which a recurring job can say. */
final class SinceTime implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        try {
            return EventTime.now().minus(new Span().convert(text));
        } catch (TypeConversionException noSpan) {
            return time(text);
        }
    }

    private static Instant time(String text) {
        try {
            return new EventTime().convert(text);
        } catch (TypeConversionException e) {
            throw new TypeConversionException(e.getMessage() + ", or a span before now such as 30d");
        }
    }
}
