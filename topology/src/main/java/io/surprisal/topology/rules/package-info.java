/** Policies and routes of the models topic, made ready for the event path. */
@NullMarked
package io.surprisal.topology.rules;

import org.jspecify.annotations.NullMarked;
