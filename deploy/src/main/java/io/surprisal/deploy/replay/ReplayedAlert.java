package io.surprisal.deploy.replay;

import java.time.Instant;

/**
 * An alert, raised then or now.
 *
 * @param id the same for the same row
 * @param series the series key
 * @param eventTime of the row
 * @param score of the row
 * @param recognizedAs the kind of incident and its probability; empty if the model does not say
 */
public record ReplayedAlert(String id, String series, Instant eventTime, double score, String recognizedAs) {}
