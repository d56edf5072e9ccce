package io.surprisal.trainer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What one axis of a chart shows.
 *
 * @param low finite
 * @param high finite, above {@code low}
 */
public record Interval(double low, double high) {

    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** Checks the order. */
    public Interval {
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("an interval must be finite and ascend: low=" + low + ", high=" + high);
        }
    }

    /** What holds two numbers and a twentieth more on each side; something around them if they are one, or NaN. */
    public static Interval around(double low, double high) {
        if (!(low < high)) {
            double middle = Double.isNaN(low) ? 0 : low;
            double half = middle == 0 ? 1 : Math.abs(middle) / 10;
            return new Interval(middle - half, middle + half);
        }
        double margin = (high - low) / 20;
        return new Interval(low - margin, high + margin);
    }

    /** Place of a number, 0 at the low end and 1 at the high. */
    double place(double number) {
        return (number - low) / (high - low);
    }

    /** About as many round numbers within, evenly spaced, as wished. */
    List<Double> ticks(int wished) {
        double rough = (high - low) / wished;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
        double step = 10 * power;
        for (int i = STEPS.length - 1; i >= 0; i--) {
            step = STEPS[i] * power >= rough ? STEPS[i] * power : step;
        }
        List<Double> ticks = new ArrayList<>();
        for (double number = Math.ceil(low / step); number * step <= high && ticks.size() <= 3 * wished; number++) {
            ticks.add(number * step + 0.0); // never −0
        }
        return ticks;
    }
}
