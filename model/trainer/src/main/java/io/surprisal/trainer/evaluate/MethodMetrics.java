package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.evaluate.metric.Metrics;

/**
 * How good one method is.
 *
 * @param method what it is called
 * @param metrics its figures
 */
public record MethodMetrics(String method, Metrics metrics) {}
