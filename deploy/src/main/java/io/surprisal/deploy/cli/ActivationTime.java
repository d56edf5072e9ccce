package io.surprisal.deploy.cli;

import io.surprisal.trainer.publish.Activation;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads from when on a version counts: {@code now}, {@code beginning} or an ISO-8601 time. */
final class ActivationTime implements ITypeConverter<Activation> {

    @Override
    public Activation convert(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "now" -> Activation.immediate();
            case "beginning" -> Activation.fromBeginning();
            default -> at(text);
        };
    }

    private static Activation at(String text) {
        try {
            return Activation.at(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "must be now, beginning or a time such as 2026-11-30T00:00:00Z: '" + text + "'");
        }
    }
}
