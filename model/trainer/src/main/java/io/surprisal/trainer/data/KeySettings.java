package io.surprisal.trainer.data;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What {@code keys.csv} says of one series: its time base, where the rows have an index in place of a time, and which
 * columns are scored.
 *
 * @param stepSeconds from one row index to the next
 * @param historyStart epoch seconds of the history's row 0
 * @param scoredStart epoch seconds of row 0 of the part that is scored; empty: the history's end says
 * @param targets the columns that are scored, the others being covariates; empty: all are scored
 */
public record KeySettings(double stepSeconds, double historyStart, OptionalDouble scoredStart, Set<String> targets) {

    private static final double DEFAULT_STEP_SECONDS = 60;

    /** Of a series that {@code keys.csv} does not name. */
    public static final KeySettings DEFAULT =
            new KeySettings(DEFAULT_STEP_SECONDS, 0, OptionalDouble.empty(), Set.of());

    /** Owns its targets. */
    public KeySettings {
        targets = Set.copyOf(targets);
    }

    /** Reads the current row; its columns are found by name, each may be absent or empty. */
    static KeySettings of(CsvTable row) {
        double step = number(row, "step_s").orElse(DEFAULT_STEP_SECONDS);
        if (!(step > 0)) {
            throw row.malformed(row.header().indexOf("step_s"), "a step must be more than 0 seconds: " + step);
        }
        Set<String> targets = text(row, "targets")
                .map(names -> Set.of(names.split("[\\s,;|]+", -1)))
                .orElse(Set.of());
        return new KeySettings(
                step, number(row, "train_start_epoch").orElse(0), number(row, "test_start_epoch"), targets);
    }

    private static OptionalDouble number(CsvTable row, String column) {
        Optional<String> text = text(row, column);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(FieldNumber.decimal(text.get()));
        } catch (NumberFormatException notANumber) {
            throw row.malformed(row.header().indexOf(column), column + " must be a number: '" + text.get() + "'");
        }
    }

    private static Optional<String> text(CsvTable row, String column) {
        int index = row.header().indexOf(column);
        return index < 0
                ? Optional.empty()
                : Optional.of(row.field(index).strip()).filter(text -> !text.isEmpty());
    }

    /** Milliseconds from row 0 to a row index. */
    long elapsedMs(long index) {
        return Math.round(index * (stepSeconds * 1000));
    }
}
