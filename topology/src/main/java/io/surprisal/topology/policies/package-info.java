/** Policies of the models topic, made ready for the event path. */
@NullMarked
package io.surprisal.topology.policies;

import org.jspecify.annotations.NullMarked;
