package io.surprisal.deploy.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a speed: seconds of event time per second, or {@code max}. */
final class Speed implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
        if (text.equalsIgnoreCase("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            double speed = Double.parseDouble(text);
            if (speed > 0) {
                return speed;
            }
        } catch (NumberFormatException e) {
            // Told below, together with the numbers out of range.
        }
        throw new TypeConversionException(
                "must be seconds of event time per second, above 0, or 'max': '" + text + "'");
    }
}
