package io.surprisal.deploy.fleet;

/**
 * Something that goes wrong in one series at a known time.
 *
 * @param series the series key
 * @param kind what goes wrong
 * @param from its first row
 * @param to the row after its last
 */
public record Incident(String series, IncidentKind kind, int from, int to) {}
