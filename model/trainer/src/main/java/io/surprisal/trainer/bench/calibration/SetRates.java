package io.surprisal.trainer.bench.calibration;

import java.util.List;

/**
 * The rates of one set of series.
 *
 * @param name of the set
 * @param keys its series, those without any counted row left out
 */
public record SetRates(String name, List<KeyRates> keys) {

    /** Owns its list. */
    public SetRates {
        keys = keys.stream().filter(key -> key.rates().rows() > 0).toList();
    }

    /** The rates over all its rows. */
    public RowRates pooled() {
        return RowRates.sum(keys.stream().map(KeyRates::rates).toList());
    }

    /** How keys differ at a level, by its place in {@link RowRates#LEVELS}. */
    public RatioSpread spread(int level) {
        return RatioSpread.of(keys, level);
    }
}
