package io.surprisal.trainer.bench.calibration;

/**
 * The rates of one series.
 *
 * @param key the series key; of a made-up series its kind and number
 * @param rates of its rows
 */
public record KeyRates(String key, RowRates rates) {}
