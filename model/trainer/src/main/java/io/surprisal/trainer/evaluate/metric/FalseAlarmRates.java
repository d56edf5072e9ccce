package io.surprisal.trainer.evaluate.metric;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the false alarms are spread over the series.
 *
 * @param per1000Rows of each series, its false alarms in 1,000 rows; ascending
 */
public record FalseAlarmRates(List<Double> per1000Rows) {

    /** Of no series. */
    public static final FalseAlarmRates NONE = new FalseAlarmRates(List.of());

    /** Owns its rates. */
    public FalseAlarmRates {
        per1000Rows = List.copyOf(per1000Rows);
    }

    /** Of one series. */
    static FalseAlarmRates of(EventCounts series) {
        return new FalseAlarmRates(List.of(series.falseRunsPer1000Rows()));
    }

    /** Of these series and others. */
    FalseAlarmRates plus(FalseAlarmRates other) {
        return new FalseAlarmRates(Stream.concat(per1000Rows.stream(), other.per1000Rows.stream())
                .sorted()
                .toList());
    }

    /** Of the series in the middle; NaN without any. */
    public double median() {
        return Rates.median(per1000Rows);
    }

    /** Of the worst series; NaN without any. */
    public double worst() {
        return per1000Rows.isEmpty() ? Double.NaN : per1000Rows.get(per1000Rows.size() - 1);
    }
}
