package io.surprisal.deploy.feed;

/**
 * One reading of one series, on its way to Kafka.
 *
 * @param series position of its series in the feed, from 0
 * @param key the series key
 * @param eventTimeMs event time, milliseconds since 1970
 * @param values of the features and then the covariates, [F + C], NaN where missing; not to be changed
 * @param history whether it precedes what is judged
 */
@SuppressWarnings("ArrayRecordComponent") // handed from feed to producer, never compared
public record FeedRow(int series, String key, long eventTimeMs, double[] values, boolean history) {}
