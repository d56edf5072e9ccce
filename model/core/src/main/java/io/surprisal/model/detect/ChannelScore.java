package io.surprisal.model.detect;

import io.surprisal.model.score.Channel;

/**
 * One channel's part of a score. The nominal rates multiply: the A of all channels add up to the row's.
 *
 * @param channel the channel
 * @param tail how rare its statistic is for the series, a = −ln of the counted tail; with several features, that of the
 *     feature that contributes most, before counting
 * @param score 1 − 2^(−A_k/3) of its part A_k = A · a_k² / Σa²
 */
public record ChannelScore(Channel channel, double tail, double score) {}
