package io.surprisal.deploy.rules;

import java.time.Instant;

/**
 * An entry that somebody wants at the end of a pattern's schedule.
 *
 * @param pattern of series keys
 * @param value what shall hold, in the form of {@link RuleKind}
 * @param from first event time it counts for
 * @param timeGiven whether somebody has asked for that time; else an entry that says the same already will do
 * @param by who wants it
 * @param why why
 * @param <V> what a rule says
 */
public record RuleChange<V>(String pattern, V value, Instant from, boolean timeGiven, String by, String why) {}
